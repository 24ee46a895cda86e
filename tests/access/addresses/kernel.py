"""Documents, papers, moves and accounts: who may open each address."""

from tests.access.addresses import ACTIONS, PAGE, UNIT, Row

KERNEL = {
    # Documents: whoever sees the record sees them, whoever may add to it may change them.
    "documents:new": Row("action", UNIT),
    "documents:document": Row("document", ACTIONS, hidden=True),
    "documents:version-new": Row("document", UNIT),
    "documents:use": Row("document", UNIT),
    "documents:withdraw": Row("document", UNIT),
    "documents:file": Row("document_file", ACTIONS, hidden=True),
    # Kernel. A paper is for whoever asked for it: nobody else, whatever their role.
    "reports:paper": Row("paper", roles="", hidden=True),
    "reports:paper-file": Row("paper", roles="", hidden=True),
    "lifecycle:move": Row("move", "BM BO SL"),
    "ui:gallery": PAGE,
    "account": Row(account=True),
    "account_login": Row(public=True, answers=(200, 302), account=True),
    "mfa_authenticate": Row(public=True, answers=(200, 302), account=True),
    "account_logout": Row(answers=(200, 302, 405), account=True),
    "account_set_up": Row(answers=(200, 302), account=True),
    "account_confirm": Row(answers=(200, 302), account=True),
    "account_recovery_codes": Row(answers=(200, 302), account=True),
    "account_change_authenticator": Row(answers=(200, 302), account=True),
    "account_end_other_sessions": Row(answers=(200, 302, 405), account=True),
    "account_change_password": Row(answers=(200, 302), account=True),
    "account_reset_password": Row(public=True, answers=(200, 302), account=True),
    "account_reset_password_done": Row(public=True, account=True),
    "account_reset_password_from_key": Row("reset", public=True, answers=(200, 302), account=True),
    "account_reset_password_from_key_done": Row(public=True, answers=(200, 302), account=True),
}

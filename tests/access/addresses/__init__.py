"""How a row of the table of addresses is written, and who stands behind each short name.

Each row: the address's name, what it is about (a key of the test's world, or nothing), and the roles it answers.
Everyone else is refused: with 404 where the address is a record's own page ("hidden"), with 403 or 404 elsewhere.
"""

from dataclasses import dataclass

from escp.access.roles import RoleKey

SHORT = {
    "BM": RoleKey.BUSINESS_MANAGER,
    "BO": RoleKey.BUSINESS_OFFICER,
    "SL": RoleKey.SIN_LEAD,
    "SP": RoleKey.STATUTORY_PARTNER,
    "LP": RoleKey.LEAD_PARTNER,
    "PIG": RoleKey.PIG_MEMBER,
    "AC": RoleKey.AGENCY_CONTRIBUTOR,
    "RV": RoleKey.REVIEWER,
    "CD": RoleKey.CDOP_REPRESENTATIVE,
    "IS": RoleKey.SCRUTINEER,
    "ADM": RoleKey.ADMINISTRATOR,
    "IG": RoleKey.INFORMATION_GOVERNANCE,
}
ALL = " ".join(SHORT)
CASEWORK = "BM BO SL SP LP"
LEARNING = "BM BO SL SP LP PIG RV CD IS"
RECORDS = "BM BO PIG CD"
ACTIONS = "BM BO SL SP LP PIG IS"
TRACKER = "BM BO SL SP LP PIG IS AC CD"
UNIT = "BM BO"
RULES = "BM ADM"
GROUPS = "BM BO ADM"
DEATHS = "BM CD"
COMPLIANCE = "BM BO SL SP LP IS"

# What an address is about where it is a case: its pages are logged and marked, and a conflict of interest shuts them.
ABOUT_A_CASE = {"incident", "incident part", "incident child", "child", "move", "deadline", "finding", "recommendation"}
ABOUT_A_CASE |= {"review", "review page", "review agency", "redacted", "immediate"}
ABOUT_A_CASE |= {"chronology row", "chronology pair", "chronology file", "chronology table", "chronology return"}
ABOUT_A_CASE |= {"parallel process", "parallel question", "parallel hold"}
ABOUT_A_CASE |= {"local_review", "local_review part", "local_review terms", "local_review kind", "local_review row"}
ABOUT_A_CASE |= {"local_review signed", "death", "death part", "professional", "immediate learning"}
ABOUT_A_CASE |= {"key worker", "family contact", "family question", "national submission"}
ABOUT_A_CASE |= {"panel case", "finding merge"}
# Cases of a sample are pseudonyms that only the agencies can follow: logged and marked, but no case is held here.
OF_A_SAMPLE = {"audit cases", "audit case", "audit tools", "audit flag"}
OF_A_SAMPLE |= {"audit grades", "audit graded case", "audit grade", "audit voices", "audit voice"}
ABOUT_A_CASE |= OF_A_SAMPLE
ABOUT_A_CASE |= {"analysis part", "analysis version"}


@dataclass(frozen=True)
class Row:
    """One address: what it is about, who it answers, whether it is hidden from the rest, the methods it knows."""

    about: str = ""
    roles: str = ALL
    hidden: bool = False
    public: bool = False
    answers: tuple[int, ...] = (200,)
    # One's own account: pages that know every method, change nothing by those they do not need, and limit the rate.
    account: bool = False


PAGE = Row()

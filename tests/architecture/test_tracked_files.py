"""What must never be in the project's files: secrets, and the address of one particular machine."""

import re

import pytest

from tests.architecture.source import project_files, text_of

# Written in pieces, so that this file does not find itself.
SECRETS = {
    "private key": re.compile("-----BEGIN " + "[A-Z ]*PRIVATE KEY"),
    "cloud key": re.compile("AKIA" + "[0-9A-Z]{16}"),
    "token": re.compile(r"\b(?:gh[pousr]_|xox[abp]-|sk_live_|glpat-)" + "[0-9A-Za-z-]{16,}"),
    "password in an address": re.compile(
        "://" + r"[^/\s:@'\"]+:(?!password@)[^@\s{%<$'\"]{8,}@(?!127\.0\.0\.1|localhost)[\w.]+"
    ),
}
MACHINE = {
    "path of one machine": re.compile(
        r"(?<![\w.~-])/(?:" + "work|root|opt/wheels|opt/pypi" + r")(?:/|\b(?=[\s'\"`)]))"
    ),
    "scratch folder": re.compile(r"/t" + r"mp/w(?:/|\b)"),
    "someone's home": re.compile(r"(?<![\w.])/" + r"(?:home|Users)/[a-z][a-z0-9_-]*/[\w.-]+"),
    "package registry": re.compile(
        r"\b(?:" + "|".join(["py" + "pi", "files.python" + "hosted", "registry.npm" + "js"]) + r")\.(?:org|com)\b"
    ),
}


def test_there_are_files_to_look_at():
    assert len(project_files()) >= 100


@pytest.mark.parametrize("kind", SECRETS)
def test_no_file_holds_a_secret(kind):
    assert not lines_with(SECRETS[kind])


@pytest.mark.parametrize("kind", MACHINE)
def test_no_file_names_one_machine_or_registry(kind):
    assert not lines_with(MACHINE[kind])


def test_nothing_made_while_running_is_tracked():
    made = re.compile(
        r"(?:^|/)(?:var|staticfiles|__pycache__|node_modules|secrets)/|\.(?:sqlite3|pyc|map|log|pem|key)$"
    )

    assert not [str(path) for path in project_files() if made.search(path.as_posix())]


def lines_with(pattern: re.Pattern) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in project_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]

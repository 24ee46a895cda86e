"""The documents name only commands and files that exist."""

import os
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.architecture.source import ROOT, project_files, text_of

DOCUMENTS = [path for path in project_files() if path.suffix == ".md"]
SCRIPT = re.compile(r"(?<![\w/.-])((?:scripts|deploy|\.ci)/[\w./-]*[\w-])")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_the_readme_says_how_to_run_test_and_deploy():
    readme = text_of(Path("README.md"))

    assert {"scripts/run", "scripts/test"} <= set(SCRIPT.findall(readme))
    assert "docker compose up" in readme


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_script_that_a_document_names_exists(document):
    # What an operator makes for one installation is named but not tracked.
    made_by_the_operator = ("deploy/secrets", "deploy/service.env")
    named = {name for name in SCRIPT.findall(text_of(document)) if not name.startswith(made_by_the_operator)}

    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_command_that_a_document_names_exists(document):
    assert not set(COMMAND.findall(text_of(document))) - set(get_commands())


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_within_the_project_leads_somewhere(document):
    missing = [link for link in LINK.findall(text_of(document)) if not (ROOT / document.parent / link).exists()]

    assert not missing


@pytest.mark.parametrize("script", ["scripts/run", "scripts/test", ".ci/run", "deploy/make-secrets"])
def test_every_script_can_be_run(script):
    assert os.access(ROOT / script, os.X_OK)

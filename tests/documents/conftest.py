"""Every test keeps its files in a folder of its own."""

import pytest

from tests.documents.scanner import running


@pytest.fixture(autouse=True)
def documents_dir(settings, tmp_path):
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    settings.CLAMD_ADDRESS = ""
    return settings.DOCUMENTS_DIR


@pytest.fixture
def files_in(documents_dir):
    return lambda: sorted(path for path in documents_dir.rglob("*") if path.is_file())


@pytest.fixture
def scanner(settings, monkeypatch):
    with running(settings, monkeypatch) as server:
        yield server

"""Who may import whom, what a view may not do, and how large a file may grow."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOMS, ROOT, project_files, python_files, text_of, tree_of

LONGEST = 400
# Files that nobody writes by hand.
GENERATED = {"requirements.txt", "requirements-test.txt"}

# Writing many rows at once skips history, versions and deadlines. Each of these has been read and needs none of them.
REVIEWED_BULK_WRITES: dict[str, str] = {}


def test_imports_point_down_only():
    answer = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_import_contract_names_every_room():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    rooms = {room for room in ROOMS if (ROOT / room / "__init__.py").exists()}

    assert rooms <= set(contract["root_packages"])


@pytest.mark.parametrize("suffix", [".py", ".html", ".txt", ".md", ".yml", ".toml", ".conf", ""])
def test_no_file_is_longer_than_400_lines(suffix):
    files = [path for path in project_files() if path.suffix == suffix and path.name not in GENERATED]
    ours = [path for path in files if "migrations" not in path.parts and path.parts[0] != "static"]
    too_long = {str(path): lines for path in ours if (lines := text_of(path).count("\n")) > LONGEST}

    assert not too_long


def test_views_find_records_through_queries_only():
    views = [path for path in python_files() if "views" in path.parts or path.name == "views.py"]
    found = [
        f"{path}:{node.lineno}"
        for path in views
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]

    assert views, "no view was looked at"
    assert not found, "views ask queries.<things>_for(person), never .objects"


def test_rows_are_written_one_by_one_unless_reviewed():
    found = {
        f"{path}:{node.lineno}"
        for path in python_files()
        if str(path) not in REVIEWED_BULK_WRITES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and writes_many(node.func)
    }

    assert not found, "history, versions and deadlines would be skipped: save each row, or add the file with its reason"


def test_the_reviewed_list_names_only_files_that_need_it():
    needed = {
        str(path)
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and writes_many(node.func)
    }

    assert set(REVIEWED_BULK_WRITES) <= needed


def writes_many(method: ast.Attribute) -> bool:
    """Whether this is a bulk write; `.update()` counts when it is called on rows, not on a dictionary."""
    if method.attr in {"bulk_create", "bulk_update", "abulk_create", "abulk_update"}:
        return True
    if method.attr not in {"update", "aupdate"}:
        return False
    rows = {"objects", "filter", "exclude", "all", "select_for_update", "order_by", "annotate", "open", "due"}
    return any(isinstance(node, ast.Attribute) and node.attr in rows for node in ast.walk(method.value)) or (
        isinstance(method.value, ast.Name) and ("queryset" in method.value.id or method.value.id == "rows")
    )


@pytest.mark.parametrize("word", ["csrf_exempt", "mark_safe", "SafeString", "SafeText", "raw_input", "pickle"])
def test_no_module_steps_around_a_protection(word):
    found = [
        f"{path}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Name) and node.id == word)
        or (isinstance(node, ast.Attribute) and node.attr == word)
        or (isinstance(node, ast.ImportFrom | ast.Import) and any(word == name.name for name in node.names))
    ]

    assert not found


def test_only_the_settings_read_the_environment():
    found = [
        f"{path}:{node.lineno}"
        for path in python_files()
        if path.as_posix() not in {"escp/settings/environment.py", "escp/wsgi.py", "escp/celery.py"}
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]

    assert not found

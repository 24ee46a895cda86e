"""Who may import whom, what a view may not do, and how large a file may grow."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.source import ROOMS, ROOT, project_files, python_files, text_of, tree_of

LONGEST = 400
# Files that nobody writes by hand.
GENERATED = {"requirements.txt", "requirements-test.txt"}

MODELS_WITH_HISTORY = {
    model.__name__
    for model in apps.get_models()
    if hasattr(model, "history") or any(base.__name__ in {"Versioned", "LearningSource"} for base in model.__mro__)
}

# Writing many rows at once skips history, versions and what save() keeps in step: only for rows without them.
# A file whose models the test cannot see is read by a person and named here with the reason.
REVIEWED_BULK_WRITES: dict[str, str] = {
    "escp/imports/writing.py": "of any model: it refuses one that has a history",
}


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


def test_only_rows_without_history_are_written_many_at_once():
    found = {where: why for path in python_files() for where, why in bulk_writes(path) if why}

    assert not {where: why for where, why in found.items() if where.partition(":")[0] not in REVIEWED_BULK_WRITES}
    assert set(REVIEWED_BULK_WRITES) <= {where.partition(":")[0] for where in found}, "reviewed, but no longer needed"


def bulk_writes(path: Path) -> Iterator[tuple[str, str]]:
    """Give every bulk write with what is wrong about it, or nothing."""
    for function in ast.walk(tree_of(path)):
        if not isinstance(function, ast.FunctionDef):
            continue
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and writes_many(node.func)]
        managers = [node for node in ast.walk(function) if isinstance(node, ast.Attribute) and node.attr == "objects"]
        named = {node.value.id for node in managers if isinstance(node.value, ast.Name)}
        with_history = sorted(named & MODELS_WITH_HISTORY)
        for call in calls:
            why = f"skips the history of {', '.join(with_history)}" if with_history else ""
            yield f"{path}:{call.lineno}", why if named else "of which model?"


def writes_many(method: ast.expr) -> bool:
    """Whether this is a bulk write; `.update()` counts when it is called on rows, not on a dictionary."""
    if not isinstance(method, ast.Attribute):
        return False
    if method.attr in {"bulk_create", "bulk_update"}:
        return True
    rows = {"objects", "filter", "exclude", "all", "select_for_update", "order_by", "annotate"}
    asked = {node.attr for node in ast.walk(method.value) if isinstance(node, ast.Attribute)}
    named = method.value.id if isinstance(method.value, ast.Name) else ""
    return method.attr == "update" and bool(rows & asked or named in {"rows", "queryset"})


@pytest.mark.parametrize("word", ["csrf_exempt", "mark_safe", "pickle"])
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


def test_nothing_is_declared_safe_by_hand():
    found = [
        f"{path}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"SafeString", "SafeText"}
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

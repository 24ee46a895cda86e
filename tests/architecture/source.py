"""The files of the project, and the ones that hold Python or templates."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("escp", "home", "cdop", "intelligence", "audits", "reviews", "actionplans", "learning")
OUTSIDE = {"var", "node_modules", "__pycache__"}


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that belongs to the project, relative to its root: what git tracks or would track."""
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode == 0 and asked.stdout:
        paths = {Path(line) for line in asked.stdout.splitlines()}
    else:
        found = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        hidden = {path for path in found if path.parts[0].startswith(".") and path.parts[0] != ".ci"}
        paths = {path for path in found if path not in hidden and not OUTSIDE & set(path.parts)}
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


def text_of(path: Path) -> str:
    """Return what the file says; a picture or font says nothing."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files() -> list[Path]:
    """Return the modules of the rooms, without migrations."""
    return [
        path
        for path in project_files()
        if path.suffix == ".py" and path.parts[0] in ROOMS and "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """Return every template, wherever it lives."""
    return [path for path in project_files() if "templates" in path.parts and path.parts[0] != "tests"]


def template_name(path: Path) -> str:
    """Return the name by which a template is asked for: `home/templates/home/week.html` is `home/week.html`."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(text_of(path), filename=str(path))

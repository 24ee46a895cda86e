"""Production starts only when all that it needs is set, and then every deployment check passes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = {
    "DJANGO_SETTINGS_MODULE": "escp.settings.production",
    "SECRET_KEY": "".join(chr(letter) for letter in range(48, 123)),
    "ALLOWED_HOSTS": "thread.partnership.example",
    "SITE_ADDRESS": "https://thread.partnership.example",
    "DATABASE_URL": "postgres://golden@database/golden_thread",
    "CELERY_BROKER_URL": "redis://redis/0",
    "CACHE_URL": "redis://redis/1",
    "EMAIL_HOST": "mail.partnership.example",
}


def check(**changed: str | None) -> subprocess.CompletedProcess:
    """Run Django's deployment checks with these settings changed; None leaves one out."""
    settings = {name: value for name, value in {**GOOD, **changed}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_good_settings_pass_every_deployment_check():
    answer = check()

    assert answer.returncode == 0, answer.stderr


@pytest.mark.slow
def test_a_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text(GOOD["SECRET_KEY"] + "\n")

    assert check(SECRET_KEY=None, SECRET_KEY_FILE=str(tmp_path / "key")).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", "*"),
        ("DATABASE_URL", None),
        ("DATABASE_URL", "sqlite:////service/database.sqlite3"),
        ("DATABASE_URL", "mysql://golden@database/golden_thread"),
        ("SITE_ADDRESS", None),
    ],
)
def test_production_refuses_to_start_and_names_the_setting(name, value):
    answer = check(**{name: value})

    assert answer.returncode != 0
    assert name in answer.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["DEBUG", "DEMO", "GALLERY"])
def test_the_environment_cannot_turn_on_in_production_what_belongs_to_a_laptop(name):
    asked = subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings; print(settings.{name})"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **GOOD, name: "yes"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert asked.stdout.strip() == "False"

"""docker-compose.yml and the Dockerfile, read as an operator's auditor would read them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.operations.processes import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICES = COMPOSE["services"]


def test_compose_keeps_to_the_published_schema():
    answer = subprocess.run(
        [
            Path(sys.executable).with_name("check-jsonschema"),
            "--builtin-schema",
            "vendor.compose-spec",
            ROOT / "docker-compose.yml",
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_services_are_those_of_the_plan():
    assert set(SERVICES) == {"proxy", "web", "worker", "beat", "migrate", "database", "redis", "scanner", "signatures"}


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root_or_may_become_root(name):
    service = SERVICES[name]

    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_writes_to_its_own_image(name):
    assert SERVICES[name]["read_only"] is True


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_stands_in_the_environment(name):
    secretive = re.compile(r"SECRET|PASSWORD|KEY|TOKEN|_URL$")
    environment = SERVICES[name].get("environment", {})

    assert not [key for key in environment if secretive.search(key) and not key.endswith("_FILE")]
    assert all(value.startswith("/run/secrets/") for key, value in environment.items() if key.endswith("_FILE"))


def test_every_secret_is_a_file_that_make_secrets_makes(tmp_path):
    files = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    made = make_secrets(tmp_path)

    assert files == {path.name for path in (made / "secrets").iterdir()}
    assert {name for service in SERVICES.values() for name in service.get("secrets", [])} == set(COMPOSE["secrets"])


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_lasting_service_says_how_it_is(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert SERVICES["database"]["networks"] == SERVICES["redis"]["networks"] == ["data"]


def test_migrations_run_once_before_the_service_and_as_another_database_role():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert "database_owner_url" not in SERVICES[name]["secrets"]
    assert SERVICES["migrate"]["environment"]["DATABASE_URL_FILE"] == "/run/secrets/database_owner_url"


def test_redis_asks_for_a_password_and_keeps_nothing_on_disk():
    settings = (ROOT / "deploy/redis.conf").read_text()

    assert "requirepass" in " ".join(SERVICES["redis"]["command"])
    assert 'save ""' in settings
    assert "appendonly no" in settings
    assert "maxmemory-policy noeviction" in settings


@pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server, which scripts/test installs")
def test_redis_started_as_compose_starts_it_answers_nobody_without_the_password(tmp_path):
    port = free_port()
    (tmp_path / "password").write_text("only-for-this-test\n")
    command = SERVICES["redis"]["command"][2].replace("$$", "$")
    places = {
        "/etc/golden-redis.conf": ROOT / "deploy/redis.conf",
        "/run/secrets/redis_password": tmp_path / "password",
        "/tmp/redis.conf": tmp_path / "redis.conf",  # noqa: S108 the container's own
    }
    for there, here in places.items():
        assert there in command
        command = command.replace(there, str(here))
    server = subprocess.Popen(["sh", "-c", f"{command} --port {port}"], stdout=subprocess.PIPE, text=True)
    try:
        assert any("Ready to accept" in line or "ready to accept" in line for line in server.stdout)
        ask = ["redis-cli", "-p", str(port)]
        stranger = subprocess.run([*ask, "ping"], capture_output=True, text=True, check=False)
        friend = subprocess.run(
            [*ask, "--no-auth-warning", "-a", "only-for-this-test", "ping"], capture_output=True, text=True
        )
    finally:
        server.terminate()
        server.wait(timeout=10)
        server.stdout.close()

    assert "NOAUTH" in stranger.stdout
    assert friend.stdout.strip() == "PONG"


def test_every_file_is_looked_at_by_a_scanner_that_only_the_worker_reaches_and_that_reaches_nobody():
    on_its_network = {name for name, service in SERVICES.items() if "scanning" in service.get("networks", [])}

    assert on_its_network == {"worker", "scanner"}
    assert SERVICES["scanner"]["networks"] == ["scanning"]
    assert COMPOSE["networks"]["scanning"]["internal"] is True
    assert "signatures:/var/lib/clamav:ro" in SERVICES["scanner"]["volumes"]


def test_the_signatures_are_fetched_through_a_network_of_their_own():
    assert [name for name, service in SERVICES.items() if "updates" in service.get("networks", [])] == ["signatures"]
    assert SERVICES["signatures"]["networks"] == ["updates"]
    assert "signatures:/var/lib/clamav" in SERVICES["signatures"]["volumes"]
    assert SERVICES["signatures"]["image"] == SERVICES["scanner"]["image"]
    assert re.fullmatch(r"clamav/clamav:\d+\.\d+", SERVICES["scanner"]["image"])


def test_the_service_asks_the_scanner_that_runs_and_sends_it_no_more_than_it_takes(settings):
    scanner = dict(
        line.split(maxsplit=1)
        for line in (ROOT / "deploy/clamd.conf").read_text().splitlines()
        if line and not line.startswith("#")
    )

    for name in ("web", "worker"):
        assert SERVICES[name]["environment"]["CLAMD_ADDRESS"] == f"tcp://scanner:{scanner['TCPSocket']}"
    for limit in ("StreamMaxLength", "MaxFileSize"):
        assert int(scanner[limit].removesuffix("M")) > max(settings.DOCUMENTS_MEGABYTES, settings.LONG_TABLES_MEGABYTES)
    assert scanner["AlertExceedsMax"] == "yes"


def test_beat_runs_once():
    assert "deploy" not in SERVICES["beat"]
    assert "scale" not in SERVICES["beat"]


def test_the_image_runs_as_an_ordinary_user_with_pinned_packages():
    last_stage = DOCKERFILE.rpartition("\nFROM ")[2]

    assert DOCKERFILE.count("\nFROM ") == 2
    assert re.search(r"^USER 10001:10001$", last_stage, re.MULTILINE)
    assert "--require-hashes" in DOCKERFILE
    assert "pip install" not in last_stage


def test_the_image_holds_every_room():
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"escp"}
    copied = set(re.findall(r"^COPY (\w+) \w+$", DOCKERFILE, re.MULTILINE))
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert rooms <= copied
    assert copied <= let_in


def test_secrets_are_random_closed_and_never_overwritten(tmp_path):
    first = make_secrets(tmp_path)
    key = (first / "secrets/secret_key").read_text()
    again = make_secrets(tmp_path)

    assert len(key) >= 50
    assert (again / "secrets/secret_key").read_text() == key
    assert (first / "secrets").stat().st_mode & 0o777 == 0o700
    assert (first / "secrets/redis_password").read_text().strip() in (first / "secrets/broker_url").read_text()
    assert "ALLOWED_HOSTS=thread.example.gov.uk" in (first / "service.env").read_text()


def make_secrets(folder: Path) -> Path:
    """Run a copy of deploy/make-secrets in the folder, and return where it wrote."""
    deploy = folder / "deploy"
    deploy.mkdir(exist_ok=True)
    for name in ("make-secrets", "service.env.example"):
        (deploy / name).write_bytes((ROOT / "deploy" / name).read_bytes())
    subprocess.run(["bash", deploy / "make-secrets", "thread.example.gov.uk"], check=True, capture_output=True)
    return deploy


def test_a_private_calendar_address_stands_in_no_log():
    proxy = (ROOT / "deploy/nginx.conf").read_text()
    (line,) = re.findall(r"log_format plain '([^']+)'", proxy)
    (hidden,) = re.findall(r"map \$uri \$logged_uri \{\s+~\*(\S+) (\S+);", proxy)
    (unlogged,) = re.findall(r"location ~\* (\S+) \{ error_log /dev/null; proxy_pass \$web; \}", proxy)

    assert "$logged_uri" in line
    assert not re.search(r"\$(request|uri|request_uri|args|http_referer)\b", line)
    for address in ("/calendar/0a1B2c.ics", "/Calendar/x"):
        assert re.search(hidden[0], address, re.IGNORECASE)
        assert re.search(unlogged, address, re.IGNORECASE)
    assert not re.search(hidden[0], "/calendar/")
    assert "0a1B2c" not in hidden[1]
    for file in ("Dockerfile", "Procfile", "docker-compose.yml"):
        assert "access-log" not in (ROOT / file).read_text()

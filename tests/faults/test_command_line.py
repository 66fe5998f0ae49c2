"""Starting the server: what is printed, and one clear sentence when it can't start."""

import re
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.conftest import ROOT, Server, free_port


def start_and_end(tmp_path, *arguments, **variables):
    """Run the command until it ends by itself."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, "-m", "pwa", *arguments]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)


def said(done):
    """The one sentence of a command that could not start."""
    assert (done.returncode, done.stdout) == (1, ""), done
    assert "Traceback" not in done.stderr
    (sentence,) = done.stderr.splitlines()
    return sentence


def test_a_second_server_on_the_same_folder_does_not_start(shared_server, tmp_path):
    sentence = said(start_and_end(tmp_path, "serve", "--data", str(shared_server.data), "--port", "0"))
    assert "already running" in sentence
    assert httpx.get(f"{shared_server.url}/healthz").status_code == 200


def test_a_server_that_was_killed_leaves_no_lock(server):
    server.kill()
    assert httpx.get(f"{server.start().url}/healthz").status_code == 200


def test_a_port_in_use_is_said(shared_server, tmp_path):
    arguments = ("--port", str(shared_server.port), "--data", str(tmp_path / "data"))
    assert "Choose another with --port" in said(start_and_end(tmp_path, *arguments))


@pytest.mark.parametrize(
    ("variable", "value", "names"),
    [
        ("POCKET_PLAN_REGION", "England", "POCKET_PLAN_REGION"),
        ("POCKET_PLAN_BASE_URL", "plan.example.org", "POCKET_PLAN_BASE_URL"),
        ("POCKET_PLAN_PORT", "eighty", "POCKET_PLAN_PORT"),
        ("POCKET_PLAN_STORE", "mysql://x", "POCKET_PLAN_STORE"),
        ("POCKET_PLAN_TLS_CERT", "missing.pem", "POCKET_PLAN_TLS_CERT"),
        ("POCKET_PLAN_LINES", "missing.json", "missing.json"),
        ("POCKET_PLAN_TLS_CERT", __file__, "POCKET_PLAN_TLS_CERT"),
        ("POCKET_PLAN_DATA", "/proc/nowhere", "/proc/nowhere"),
    ],
)
def test_a_setting_that_can_not_be_is_named(tmp_path, variable, value, names):
    assert names in said(start_and_end(tmp_path, **{"POCKET_PLAN_PORT": "0", variable: value}))


def test_the_address_is_printed_and_what_a_phone_needs(shared_server):
    assert f"http://localhost:{shared_server.port}" in shared_server.output()
    assert "https" in shared_server.output()
    assert "█" not in shared_server.output()


def test_a_code_to_scan_is_printed_for_https(start_server):
    server = start_server("--base-url", "https://plan.example.org")
    assert "Pocket Plan is at https://plan.example.org\n" in server.output()
    assert re.search("[█▀▄]{5}", server.output())
    server.stop()


def test_the_plans_are_for_this_account_alone(server, make_plan):
    make_plan(server)
    modes = {path.stat().st_mode & 0o077 for path in server.data.rglob("*")}
    assert modes == {0}


@pytest.fixture
def started(tmp_path):
    """A server that was started as a person starts it."""
    server = Server(home=tmp_path).start()
    yield server
    server.stop()


def test_nothing_is_written_beside_the_data(started, make_plan):
    holder = make_plan(started)
    assert holder.client.get(f"/en/{holder.slot}/edit").status_code == 200
    started.stop()
    assert list((started.home / "work").iterdir()) == []
    assert list((started.home / "temp").iterdir()) == []


def test_asking_the_server_to_end_is_no_error(started):
    started.stop()
    assert "Traceback" not in started.output()
    assert "rror" not in started.output()


@pytest.fixture
def certificate(tmp_path):
    """A key and a certificate for this machine, as on a home network."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "plan.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (tmp_path / "cert.pem").write_bytes(made.public_bytes(pem))
    (tmp_path / "key.pem").write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()))
    return tmp_path / "cert.pem", tmp_path / "key.pem"


def test_with_a_certificate_the_server_itself_speaks_https(start_server, certificate):
    cert, key = certificate
    server = start_server("--tls-cert", str(cert), "--tls-key", str(key))
    with httpx.Client(base_url=server.url, verify=ssl.create_default_context(cafile=cert)) as client:
        made = client.post("/api/plans", json={"language": "en"}, headers={"Origin": server.url})
        assert made.status_code == 201
        assert made.headers["set-cookie"].startswith("__Host-p_")
        assert made.headers["strict-transport-security"].startswith("max-age=")
        assert client.get("/api/plans/mine").status_code == 200
    assert "Pocket Plan is at https://localhost:" in server.output()
    server.stop()


def test_a_free_port_is_taken_when_none_is_named(tmp_path):
    server = Server(home=tmp_path, options=("--port", "0"), port=free_port())
    process = server.launch()
    while "Pocket Plan is at" not in server.output():
        assert process.poll() is None, server.output()
    address = re.search(r"http://localhost:(\d+)", server.output())
    assert httpx.get(f"http://127.0.0.1:{address[1]}/healthz").status_code == 200
    server.stop()

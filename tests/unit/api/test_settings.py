"""What an operator may set, and what is said about a value that can't be."""

import pytest
from pydantic import ValidationError

from pwa.settings import Settings


def test_the_environment_is_read_and_arguments_win(monkeypatch, tmp_path):
    monkeypatch.setenv("POCKET_PLAN_PORT", "9000")
    monkeypatch.setenv("POCKET_PLAN_REGION", "gb")
    monkeypatch.setenv("POCKET_PLAN_DATA", str(tmp_path))
    monkeypatch.setenv("POCKET_PLAN_BASE_URL", "")
    settings = Settings(port=9001)
    assert (settings.port, settings.region, settings.folder, settings.base_url) == (9001, "GB", tmp_path, None)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://localhost:8080"),
        ({"host": "0.0.0.0"}, "http://localhost:8080"),
        ({"host": "192.168.1.20", "port": 80}, "http://192.168.1.20:80"),
        ({"host": "fe80::1"}, "http://[fe80::1]:8080"),
        ({"tls_cert": __file__, "host": "plan.example.org", "port": 443}, "https://plan.example.org:443"),
        ({"base_url": "https://Plan.example.org/"}, "https://plan.example.org"),
    ],
)
def test_the_address_that_people_open(given, address):
    assert Settings(**given).address() == address


@pytest.mark.parametrize(
    "given",
    [
        {"port": 70_000},
        {"region": "England"},
        {"base_url": "plan.example.org"},
        {"base_url": "https://plan.example.org/path"},
        {"base_url": "ftp://plan.example.org"},
        {"store": "mysql"},
        {"tls_cert": "missing.pem"},
        {"plans_per_hour": 0},
    ],
)
def test_a_value_that_can_not_be_is_refused(given):
    with pytest.raises(ValidationError):
        Settings(**given)

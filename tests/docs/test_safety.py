"""What ``pwa/safety`` says is so: each test it names exists, each rating is the one of its own table."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAFETY = ROOT / "pwa" / "safety"
FILES = ("promises", "threats", "hazards", "data_protection")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
HAZARD = re.compile(r"^### (H\d\d) ([^\n]+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
PARTS = ("Cause", "Effect", "Controls", "Tests", "Residual risk")


def text(name: str) -> str:
    return (SAFETY / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_test_that_is_named_exists(name: str) -> None:
    named = NAMED.findall(text(name))
    missing = []
    for path, test in named:
        file = ROOT / path
        source = file.read_text("utf-8") if file.exists() else ""
        if not source or (test and not re.search(rf"^(?:async )?def {test}\(", source, re.MULTILINE)):
            missing.append(f"{path}::{test}")
    assert missing == []
    assert named or name == "data_protection"


def test_every_row_of_a_threat_and_of_a_promise_names_a_test() -> None:
    for name in ("threats", "promises"):
        rows = re.findall(r"^\| (?!threat|promise|---)(.+) \|$", text(name).replace("|---", "| ---"), re.MULTILINE)
        rows = [row for row in rows if "---" not in row]
        assert len(rows) > 10
        assert [row for row in rows if not NAMED.search(row)] == []


def test_the_first_ten_hazards_are_whole_and_rated_by_the_table() -> None:
    log = text("hazards")
    table = {}
    columns = ("minor", "significant", "considerable", "major", "catastrophic")
    for row in re.findall(r"^\| ((?:very )?(?:high|low)|medium) \|(.+)\|$", log, re.MULTILINE):
        ratings = map(str.strip, row[1].split("|"))
        table.update({(row[0], column): rating for column, rating in zip(columns, ratings, strict=True)})
    assert len(table) == 25
    hazards = HAZARD.findall(log)
    assert [number for number, _, _ in hazards][:10] == [f"H{number:02}" for number in range(1, 11)]
    for number, _, body in hazards:
        assert re.findall(r"^- \*\*([\w ]+)\*\*: \S", body, re.MULTILINE) == list(PARTS), number
        rated = re.search(r"risk\*\*: ([\w ]+) × (\w+) = (\d)", body)
        assert rated, number
        assert table[rated[1], rated[2]] == rated[3], number
        assert NAMED.search(body), number


def test_links_between_them_lead_somewhere() -> None:
    for name in FILES:
        for target in re.findall(r"\]\(([^)#:]+)\)", text(name)):
            assert (SAFETY / target).exists(), (name, target)


def test_they_say_only_what_settings_and_limits_say() -> None:
    rates = (ROOT / "pwa/api/rates.py").read_text("utf-8")
    assert "/24" in rates
    assert "host, 48" in rates
    assert "/24 (IPv4) or /48 (IPv6)" in text("data_protection")

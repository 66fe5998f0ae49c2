"""Which part of a country, and whose language: what is asked, what comes first, and that nothing is left out."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pwa import i18n, lines
from pwa.lines import Book, LinesError
from pwa.lines.book import OURS
from pwa.lines.schema import read_lines
from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Plan
from tests.unit.lines.test_operators_file import LINE

TODAY = date(2026, 11, 23)
CALIFORNIA = {"id": "US-warm", "country": "US", "region": ["US-CA"], "name": "Warm line"}


def book(folder: Path, *changed: dict[str, Any], **more: Any) -> Book:
    path = folder / "own.json"
    path.write_text(json.dumps({"lines": [LINE | change for change in changed], **more}), "utf-8")
    return Book.read(path)


@pytest.fixture
def pseudo() -> Iterator[None]:
    """Readers of Arabic: ``ar-XB`` is a language here."""
    i18n.load(pseudo=True)
    yield
    i18n.load()


def test_regions_are_asked_where_lines_differ_and_nowhere_else() -> None:
    british = lines.for_country("GB", None, TODAY, "en")["regions"]
    assert [region["name"] for region in british] == ["England", "Northern Ireland", "Scotland", "Wales"]
    assert lines.for_country("US", None, TODAY, "en")["regions"] == []


@pytest.mark.parametrize("region", [None, "", "GB", "US-CA", "GB-XXX", "../GB-NIR"])
def test_without_a_known_region_every_line_stands_there_with_its_regions_name(region: str | None) -> None:
    shown = lines.for_country("GB", region, TODAY, "en")
    assert shown["region"] is None
    where = {line["id"]: line["where"] for line in shown["lines"]}
    assert where["GB-lifeline"] == ["Northern Ireland"]
    assert where["GB-nhs-111-option-2"] == ["England", "Wales"]
    assert where["GB-samaritans"] == []


def test_a_regions_line_stands_first_only_for_those_who_chose_it(tmp_path: Path) -> None:
    own = book(tmp_path, {**CALIFORNIA, "country": "JP", "region": ["JP-13"]}, regions={"JP-13": "Tokyo"})
    assert own.for_country("JP", None, TODAY, "en")["first"]["call"] is None
    chosen = own.for_country("JP", "JP-13", TODAY, "en")
    assert (chosen["first"]["call"]["name"], chosen["region_name"]) == ("Warm line", "Tokyo")


def test_an_operators_region_is_offered_by_the_name_in_their_file(tmp_path: Path) -> None:
    own = book(tmp_path, CALIFORNIA, regions={"US-TX": "Texas", "US-CA": "California"})
    shown = own.for_country("US", None, TODAY, "en")
    assert shown["regions"] == [{"code": "US-CA", "name": "California"}, {"code": "US-TX", "name": "Texas"}]
    assert next(line for line in shown["lines"] if line["id"] == "US-warm")["where"] == ["California"]
    assert shown["first"]["call"]["number"] == "988"
    in_texas = {line["id"] for line in own.for_country("US", "US-TX", TODAY, "en")["lines"]}
    assert "US-warm" not in in_texas
    assert "US-crisis-text-line" in in_texas


def test_a_region_without_a_name_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(LinesError, match=r"own\.json cannot be used\. lines, US-warm, region: US-CA has no name"):
        book(tmp_path, CALIFORNIA)


@pytest.mark.parametrize(
    ("line", "more", "told"),
    [
        ({**CALIFORNIA, "region": ["GB-ENG"]}, {}, "US-warm: .*GB-ENG is no region of US"),
        ({}, {"regions": {"California": "California"}}, "regions, California"),
        ({}, {"regions": {"US-CA": ""}}, "regions, US-CA"),
    ],
)
def test_a_wrong_region_is_named(tmp_path: Path, line: dict[str, Any], more: dict[str, Any], told: str) -> None:
    with pytest.raises(LinesError) as error:
        book(tmp_path, line, **more)
    assert re.search(told, error.value.advice)


def test_names_of_our_regions_can_be_translated() -> None:
    messages = (i18n.LOCALES / "messages.pot").read_text("utf-8")
    assert all(f'msgid "{name}"' in messages for name in read_lines(OURS).regions.values())


@pytest.mark.usefixtures("pseudo")
def test_lines_in_the_readers_language_come_first_and_no_other_is_left_out(tmp_path: Path) -> None:
    own = book(tmp_path, {"languages": ["ar-EG", "en"]})
    arabic = own.for_country("GB", None, TODAY, "ar-XB")
    assert arabic["lines"][0]["id"] == "GB-night-line"
    assert arabic["first"]["call"]["id"] == "GB-night-line"
    assert arabic["first"]["text"]["id"] == "GB-shout"
    assert arabic["emergency"]["number"] == "999"
    german = Book([read_lines(OURS)]).for_country("GB", None, TODAY, "ar-XB")
    assert len(arabic["lines"]) == len(german["lines"]) + 1


@pytest.mark.usefixtures("pseudo")
def test_no_language_puts_an_unverified_line_first(tmp_path: Path) -> None:
    own = book(tmp_path, {"languages": ["ar"], "verified": False})
    shown = own.for_country("GB", None, TODAY, "ar-XB")
    assert shown["first"]["call"]["id"] == "GB-samaritans"
    unverified = [line["id"] for line in shown["lines"] if not line["verified"]]
    assert unverified[0] == "GB-night-line"


def test_chat_is_offered_first_as_voice_and_text_are() -> None:
    first = lines.for_country("US", None, TODAY, "en")["first"]
    assert (first["call"]["number"], first["text"]["number"], first["chat"]["site"]) == (
        "988",
        "988",
        "988lifeline.org",
    )
    assert lines.for_country("GB", None, TODAY, "en")["first"]["chat"] is None


@pytest.mark.parametrize(
    ("settings", "region"),
    [
        ({"region": "GB", "area": "GB-NIR"}, "GB-NIR"),
        ({"region": "GB"}, None),
        ({"region": "IE", "area": "GB-NIR"}, None),
        ({"area": "GB-NIR"}, "GB-NIR"),
    ],
)
def test_a_plans_region_counts_while_it_is_one_of_its_country(settings: dict[str, str], region: str | None) -> None:
    plan = Plan(id="0" * 32)
    for number, (name, value) in enumerate(settings.items(), 1):
        change = {"kind": "set_field", "section": "settings", "entry": name, "value": value, "based_on": None}
        plan = apply(plan, parse_change({**change, "revision": f"{'a' * 32}:{number}"})).plan
    assert lines.for_plan(plan, "GB", TODAY, "en")["region"] == region


def test_every_country_tells_its_services_numbers() -> None:
    for code, _ in lines.countries("en"):
        told = lines.for_country(code, None, TODAY, "en")["numbering"]
        assert told is None or (told["code"].isdigit() and all(map(re.compile, told["services"])))

"""The first screen of framework.md, measured on a phone of 360 x 740."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from pwa.i18n import LOCALES, Languages
from pwa.lines import for_country
from pwa.lines.book import OURS
from pwa.lines.schema import read_lines
from tests.browser.conftest import Phone
from tests.browser.drawing import Drawing, plan_of, typed

FOLD = 740  # px: how much a phone shows without scrolling
ONE_LINE = 60  # px: how low a bar reaches whose parts stand beside each other
SPOKEN = Languages(LOCALES)
LANGUAGES = [language.tag for language in SPOKEN.all]

# Words of the ways to reach someone that stand on two lines.
BROKEN = """() => [...document.querySelectorAll(".pp-way")].flatMap((way) => {
  const text = way.lastChild;
  return [...text.data.matchAll(/\\S+/g)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  }).map(([word]) => word);
})"""


@pytest.fixture
def drawing(phone: Phone) -> Iterator[Drawing]:
    """The renderer on a page of its own."""
    drawing = Drawing(phone.page)
    yield drawing
    drawing.close()


@pytest.fixture
def larger(new_phone: Callable[..., Phone]) -> Iterator[Drawing]:
    """The same on the narrowest phone."""
    drawing = Drawing(new_phone(viewport={"width": 320, "height": 640}).page)
    yield drawing
    drawing.close()


def _plan(**more: Any) -> dict[str, Any]:
    return plan_of({**typed("full.en"), **more})


def _show(drawing: Drawing, language: str, **more: Any) -> None:
    """A finished plan of someone who speaks the language, with the menu as it is."""
    menu = [{**one, "original": "/originals" if one["note"] else ""} for one in SPOKEN.menu]
    drawing.show(plan_of(SPOKEN.example(language)), language=language, languages=menu, **more)


def _names(drawing: Drawing) -> list[str]:
    return drawing.page.locator(".pp-first .pp-rows .pp-name").all_text_contents()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_for_a_crisis_stands_above_the_fold(drawing: Drawing, language: str) -> None:
    _show(drawing, language)
    page = drawing.page
    order = [".pp-bar", ".pp-rows", "[data-act=early]", ".pp-cells", ".pp-try-text", "[data-act=steps]"]
    bottoms = [drawing.bottom(selector) for selector in order]
    assert bottoms == sorted(bottoms)
    assert bottoms[-1] <= FOLD
    assert page.locator(".pp-rows > li").count() == 3
    assert page.locator(".pp-bar [data-hide]").is_visible()
    assert page.locator(".pp-bar .pp-languages summary").is_visible()
    assert bottoms[0] <= ONE_LINE
    assert page.evaluate(BROKEN) == []
    _show(drawing, language, percent=200)
    assert drawing.bottom(".pp-rows a") <= FOLD
    assert drawing.sideways() <= 0


def test_what_an_ordinary_day_needs_stands_right_behind_it(drawing: Drawing) -> None:
    _show(drawing, "en")
    ways = drawing.page.locator(".pp-first ~ .pp-pair [data-act]")
    assert [one.get_attribute("data-act") for one in ways.all()] == ["days", "change"]
    first, others = drawing.bottom(".pp-show"), drawing.page.locator(".pp-first ~ [data-section]").first.bounding_box()
    assert others
    assert first < drawing.bottom(".pp-pair") <= others["y"]
    assert drawing.bottom(".pp-pair") < FOLD * 1.25


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stands_there_whatever_the_country_offers(drawing: Drawing, language: str) -> None:
    with_lines = sorted({line.country for line in read_lines(OURS).lines})
    bottoms = {}
    for country in with_lines:
        _show(drawing, language, lines=for_country(country, None, date(2026, 11, 23), language))
        bottoms[country] = drawing.bottom("[data-act=steps]")
        assert drawing.sideways() <= 0
    assert len(with_lines) > 5
    assert {country: bottom for country, bottom in bottoms.items() if bottom > FOLD} == {}


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
def test_the_first_person_is_whole_above_the_fold_with_large_letters(drawing: Drawing, language: str) -> None:
    drawing.show(_plan(), language=language, percent=200)
    assert drawing.bottom(".pp-rows a") <= FOLD
    assert drawing.sideways() <= 0


def test_one_tap_calls_and_another_one_texts_with_the_persons_words(drawing: Drawing) -> None:
    page = drawing.show(_plan())
    sister = page.locator(".pp-rows > li").first.locator("a")
    assert [link.get_attribute("href") for link in sister.all()] == [
        "tel:07700900112",
        "sms:07700900112?&body=I%20am%20not%20doing%20well.%20Can%20you%20come%20or%20call%3F",
    ]
    assert page.locator(".pp-rows > li").nth(1).locator("a").get_attribute("href") == (
        "sms:07700900348?&body=Rough%20day.%20Walk%20tomorrow%3F"
    )


def test_crisis_line_and_emergency_number_stand_in_one_row_apart_from_each_other_and_from_people(
    drawing: Drawing,
) -> None:
    page = drawing.show(_plan())
    boxes = [cell.bounding_box() for cell in page.locator(".pp-cell").all()]
    assert [cell.get_attribute("href") for cell in page.locator(".pp-cell").all()] == [
        "tel:116123",
        "sms:85258",
        "tel:999",
    ]
    assert len({box["y"] for box in boxes if box}) == 1
    gaps = [right["x"] - left["x"] - left["width"] for left, right in pairwise(boxes) if left and right]
    assert all(gap >= 16 for gap in gaps)
    assert boxes[0] is not None
    assert boxes[0]["y"] - drawing.bottom(".pp-rows") >= 16


def test_each_number_says_where_it_comes_from_one_tap_away(drawing: Drawing) -> None:
    page = drawing.show(_plan())
    page.locator(".pp-sources summary").tap()
    notes = page.locator(".pp-sources li").all_inner_texts()
    assert all("from a page" in note for note in notes)
    assert any("please check this number" in note for note in notes)


def test_at_night_people_who_answer_then_come_first(drawing: Drawing) -> None:
    contacts = [
        {"name": "Day", "phones": [{"number": "07700 900001", "for": ["call"]}]},
        {"name": "No number", "phones": []},
        {"name": "Night", "night": True, "phones": [{"number": "07700 900002", "for": ["call"]}]},
    ]
    plan = _plan(contacts=contacts)
    seen = {}
    for hour in (21, 22, 6, 7):
        drawing.show(plan, hour=hour)
        seen[hour] = _names(drawing)
    by_day, by_night = ["Day", "Night", "No number"], ["Night", "Day", "No number"]
    assert seen == {21: by_day, 22: by_night, 6: by_night, 7: by_day}
    assert drawing.page.locator(".pp-rows > li").nth(2).locator("a").count() == 0


def test_without_anyone_the_crisis_line_takes_their_place(drawing: Drawing) -> None:
    page = drawing.show(_plan(contacts=[]))
    assert [link.get_attribute("href") for link in page.locator(".pp-rows a").all()] == ["tel:116123", "sms:85258"]
    assert [link.get_attribute("href") for link in page.locator(".pp-cell").all()] == ["tel:999"]
    assert drawing.bottom("[data-act=steps]") <= FOLD


def test_on_a_phone_that_others_pick_up_people_are_one_tap_further(drawing: Drawing) -> None:
    page = drawing.show(_plan(shared_phone="sometimes"))
    assert not page.get_by_text("My sister").first.is_visible()
    assert page.locator(".pp-cell").first.is_visible()
    page.get_by_text("People", exact=True).tap()
    assert page.locator(".pp-rows a").first.get_attribute("href") == "tel:07700900112"
    assert page.locator(".pp-rows a").first.is_visible()


def test_two_numbers_written_at_once_can_both_be_called(drawing: Drawing) -> None:
    plan = _plan()
    sister = plan["sections"]["contacts"][0]
    other = {**sister["content"], "phones": [{"number": "07700 900113", "for": ["call"]}]}
    sister["rivals"] = [{"content": other, "revision": "0:1", "by": "me", "device": "", "day": ""}]
    page = drawing.show(plan)
    calls = page.locator(".pp-rows > li").first.locator("a[href^='tel:']")
    assert [link.get_attribute("href") for link in calls.all()] == ["tel:07700900112", "tel:07700900113"]
    assert page.get_by_text("Which one do you want?").count() == 1
    assert page.locator(".pp-first").get_by_text("Which one do you want?").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_narrow_phone_shows_the_first_person_whole_with_large_letters(larger: Drawing, language: str) -> None:
    _show(larger, language, percent=200)
    assert larger.bottom(".pp-rows a") <= 640
    assert larger.sideways() <= 0

"""The right numbers for a country, with what is known about each."""

from datetime import date

import pytest

from pwa import i18n, lines

TODAY = date(2026, 11, 23)


def gb(region: str | None = None, today: date = TODAY, language: str = "en") -> dict:
    return lines.for_country("GB", region, today, language)


def test_first_screen_of_great_britain() -> None:
    first = gb()["first"]
    assert (first["call"]["name"], first["call"]["number"]) == ("Samaritans", "116 123")
    assert (first["text"]["name"], first["text"]["number"]) == ("Shout", "85258")
    assert gb()["emergency"]["number"] == "999"
    assert not gb()["emergency"]["please_check"]


def test_text_line_says_which_word_to_send() -> None:
    assert lines.for_country("IE", None, TODAY, "en")["first"]["text"]["keyword"] == "TALK"


@pytest.mark.parametrize("country", [None, "ZZ", "../GB", "gb", ""])
def test_unknown_country_gets_the_number_that_works_in_most(country: str | None) -> None:
    shown = lines.for_country(country, None, TODAY, "en")
    assert shown["country"] is None
    assert shown["emergency"]["number"] == "112"
    assert shown["emergency"]["label"] == "Emergency, in most countries"
    assert shown["emergency"]["please_check"]
    assert shown["lines"] == []
    assert shown["first"] == {"call": None, "text": None, "chat": None}
    assert shown["findahelpline"] == "https://findahelpline.com"


def test_country_without_a_row_keeps_its_name_and_gets_no_guess() -> None:
    shown = lines.for_country("JP", None, TODAY, "en")
    assert (shown["country"], shown["name"], shown["emergency"]["number"]) == ("JP", "Japan", "112")
    assert "in most countries" in shown["emergency"]["label"]


def test_only_verified_lines_for_everyone_stand_on_the_first_screen() -> None:
    for code, _ in lines.countries("en"):
        for region in (None, "GB-NIR"):
            for line in lines.for_country(code, region, TODAY, "en")["first"].values():
                assert line is None or line["verified"]
                assert line is None or line["audience"] in (None, "for all ages")
                assert line is None or region or not line["where"]


def test_unverified_lines_come_last_and_are_marked() -> None:
    shown = gb()["lines"]
    assert [line["verified"] for line in shown] == sorted((line["verified"] for line in shown), reverse=True)
    assert all(line["please_check"] for line in shown if not line["verified"])
    assert "we do not know when it is open" in {line["hours"] for line in shown if not line["verified"]}


def test_lines_of_other_regions_are_left_out_when_the_region_is_known() -> None:
    in_belfast = {line["id"] for line in gb("GB-NIR")["lines"]}
    assert "GB-lifeline" in in_belfast
    assert "GB-nhs-111-option-2" not in in_belfast
    nowhere_yet = {line["id"]: line["where"] for line in gb()["lines"]}
    assert nowhere_yet["GB-lifeline"] == ["Northern Ireland"]


@pytest.mark.parametrize(
    ("today", "marked"), [(date(2026, 11, 23), False), (date(2027, 1, 1), False), (date(2027, 1, 2), True)]
)
def test_a_number_is_marked_when_its_page_may_be_older_than_twelve_months(today: date, marked: bool) -> None:
    call = gb(today=today)["first"]["call"]
    assert call["source_date"] == "2026-01"
    assert call["please_check"] is marked
    assert call["check_note"] == ("please check this number" if marked else None)


def test_twelve_months_before_a_leap_day_are_known() -> None:
    assert gb(today=date(2028, 2, 29))["lines"][0]["please_check"]


@pytest.mark.parametrize(
    ("country", "id", "note"),
    [
        ("GB", "GB-shout", "from a page of January 2026"),
        ("ES", "ES-024", "from a page of 11 October 2025"),
        ("BR", "BR-cvv", "from a page of 2018"),
        ("IL", "IL-eran", "from a page without a date"),
    ],
)
def test_every_number_says_where_it_comes_from(country: str, id: str, note: str) -> None:
    line = next(line for line in lines.for_country(country, None, TODAY, "en")["lines"] if line["id"] == id)
    assert line["source_note"] == note


def test_numbers_from_general_knowledge_are_marked() -> None:
    emergency = lines.for_country("FR", None, TODAY, "en")["emergency"]
    assert emergency["please_check"]
    assert emergency["source_note"] == "widely known, not from a page"


def test_chat_stands_beside_voice_and_text() -> None:
    line = lines.for_country("AU", None, TODAY, "en")["lines"][0]
    assert (line["voice"], line["text"][0]["number"], line["chat"]) == (
        ["13 11 14"],
        "0477 13 11 14",
        ["lifeline.org.au"],
    )


def test_nothing_about_a_line_stays_english_in_another_language() -> None:
    i18n.load(pseudo=True)
    try:
        for code in ("GB", "DE", "PK", "PL", "CA", None):
            shown = lines.for_country(code, None, TODAY, "en-XA")
            words = [shown["emergency"]["label"], shown["emergency"]["source_note"]]
            for line in shown["lines"]:
                words += [line[key] for key in ("hours", "cost", "audience", "source_note", "check_note")]
            assert all(text.startswith("[") for text in words if text)
    finally:
        i18n.load()

"""A folder is a language; a browser gets the one it asks for; a message is said in it."""

import json
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date

from pwa import i18n
from pwa.i18n import Language, Languages
from pwa.i18n.catalogue import short_name

MONTHS = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Call {name}"
msgstr "Zadzwoń: {name}"

#, fuzzy
msgid "Text {name}"
msgstr "?"

msgid "Hide"
msgstr ""

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} dzień"
msgstr[1] "{n} dni (kilka)"
msgstr[2] "{n} dni (wiele)"
"""

TEMPLATE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

#: pwa/pocket/pocket.js
msgid "Call {name}"
msgstr ""

#: pwa/pages/edit.py
msgid "Text {name}"
msgstr ""

#: components/plan_view/plan_view.js pwa/pages/edit.py
msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] ""
msgstr[1] ""
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "messages.pot").write_text(TEMPLATE, "utf-8")
    for tag, text in (("en", POLISH.partition('msgid "Call')[0].replace("nplurals=3", "nplurals=2")), ("pl", POLISH)):
        (tmp_path / tag / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / tag / "LC_MESSAGES" / "messages.po").write_text(text, "utf-8")
    for name, content in (("phrases.json", {"coping": {"coping.feet": "Feel my feet"}}), ("example.json", {"a": 1})):
        (tmp_path / "en" / name).write_text(json.dumps(content), "utf-8")
    return tmp_path


def test_adding_a_folder_adds_a_language(folder: Path) -> None:
    assert [(one.tag, one.name, one.dir) for one in Languages(folder).all] == [
        ("en", "English", "ltr"),
        ("pl", "Polski", "ltr"),
    ]


def test_a_translated_message_is_said_with_its_values(folder: Path) -> None:
    t = Languages(folder).translator("pl")
    assert t("Call {name}", name="Ola {n}") == "Zadzwoń: Ola {n}"


@pytest.mark.parametrize("message", ["Text {name}", "Hide", "Not in any catalogue"])
def test_fuzzy_empty_and_unknown_messages_are_said_in_english(folder: Path, message: str) -> None:
    assert Languages(folder).translator("pl")(message, name="Ola") == message.replace("{name}", "Ola")


def test_a_missing_value_leaves_the_placeholder(folder: Path) -> None:
    assert Languages(folder).translator("en")("Call {name}") == "Call {name}"


def test_an_empty_message_is_not_the_header(folder: Path) -> None:
    assert Languages(folder).translator("pl")("") == ""


@pytest.mark.parametrize(
    ("n", "text"), [(1, "1 dzień"), (3, "3 dni (kilka)"), (12, "12 dni (wiele)"), (22, "22 dni (kilka)")]
)
def test_plural_form_follows_the_number(folder: Path, n: int, text: str) -> None:
    assert Languages(folder).translator("pl").tn("{n} day", "{n} days", n) == text


def test_english_has_its_two_forms_without_translations() -> None:
    t = i18n.translator("en")
    assert [t.tn("{n} day", "{n} days", n) for n in (0, 1, 1300)] == ["0 days", "1 day", "1,300 days"]


def test_phone_gets_only_what_it_shows_with_plurals_by_category(folder: Path) -> None:
    catalogue = Languages(folder).phone_catalogue("pl")
    forms = {
        "one": "{n} dzień",
        "few": "{n} dni (kilka)",
        "many": "{n} dni (wiele)",
        "other": "{n} dni (wiele)",
    }
    assert catalogue == {
        "language": "pl",
        "locale": "pl",
        "dir": "ltr",
        "days": [f"{{day}} {month} {{year}}" for month in MONTHS.split()],
        "messages": {short_name("Call {name}"): "Zadzwoń: {name}", short_name("{n} day"): forms},
    }


@pytest.mark.parametrize(("tag", "written"), [("en", "18 January 2026"), ("pl", "18 stycznia 2026")])
def test_dates_are_written_as_in_the_language(folder: Path, tag: str, written: str) -> None:
    languages = Languages(folder)
    assert format_date(date(2026, 1, 18), format="long", locale=languages.language(tag).locale) == written
    assert languages.phone_catalogue("en")["locale"] == "en-GB"


@pytest.mark.parametrize("tag", ["fa", "th", "bn"])
def test_no_date_is_written_out_where_digits_or_years_are_others(tag: str) -> None:
    assert Language(tag).days == []


def test_unknown_language_is_the_source_language() -> None:
    assert i18n.phone_catalogue("../../etc")["language"] == "en"
    assert i18n.translator("tlh").tag == i18n.language(None).tag == "en"


def test_phrases_and_example_fall_back_to_english(folder: Path) -> None:
    languages = Languages(folder)
    assert languages.phrases("pl") == {"coping": {"coping.feet": "Feel my feet"}}
    assert languages.example("pl") == {"a": 1}


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("pl", "pl"),
        ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("cy, PL;q=0.4, en-GB;q=0.7", "en"),
        ("fr, *;q=0.1", "en"),
        ("pl;q=0, en;q=0.1", "en"),
        ("", "en"),
        (None, "en"),
        (";;,q=,pl;q=x,-,--", "en"),
        ("pl-" + "x" * 9000, "pl"),
    ],
)
def test_browser_gets_the_language_it_asks_for(folder: Path, header: str | None, tag: str) -> None:
    assert Languages(folder).negotiate(header, "en") == tag


def test_pseudo_languages_exist_only_when_asked_for(folder: Path) -> None:
    assert {one.tag for one in Languages(folder, pseudo=True).all} == {"en", "pl", "en-XA", "ar-XB"}
    assert Languages(folder).negotiate("en-XA", "pl") == "en"


def test_pseudo_language_changes_every_message_and_keeps_placeholders(folder: Path) -> None:
    languages = Languages(folder, pseudo=True)
    said = languages.translator("en-XA")("Call {name}", name="Ola")
    assert said.startswith("[")
    assert said.endswith("]")
    assert "Ola" in said
    assert "Call" not in said
    assert len(said) >= 1.4 * len("Call {name}")
    assert languages.translator("en-XA")("Never collected").startswith("[")
    assert languages.phrases("en-XA")["coping"]["coping.feet"].startswith("[")


def test_right_to_left_pseudo_language_has_every_plural_category(folder: Path) -> None:
    catalogue = Languages(folder, pseudo=True).phone_catalogue("ar-XB")
    assert catalogue["dir"] == "rtl"
    assert set(catalogue["messages"][short_name("{n} day")]) == {"zero", "one", "two", "few", "many", "other"}

"""The template holds every message of the sources, and each catalogue says the same things as it."""

import gzip
import json
import re
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from pwa import i18n
from pwa.i18n import LOCALES, SOURCE
from pwa.i18n.catalogue import short_name
from pwa.i18n.extract import ROOT, javascript, template, updated
from pwa.plan.sections import SECTIONS

CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))
TRANSLATED = [path for path in CATALOGUES if path.parents[1].name != SOURCE]
PLACEHOLDER = re.compile(r"\{\w+\}")


def messages(po: bytes) -> dict[str | tuple[str, ...], set[str]]:
    """Message id -> the files that say it."""
    found = [message for message in read_po(BytesIO(po)) if message.id]
    return {message.id: {name for name, _ in message.locations} for message in found}


def test_template_holds_every_message_of_the_sources() -> None:
    kept = messages((LOCALES / "messages.pot").read_bytes())
    assert kept == messages(template()), "run: python -m pwa.i18n.extract"


def test_same_sources_give_the_same_template_without_dates() -> None:
    assert template() == template()
    assert b"Date" not in template().partition(b"\n\n")[0]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_catalogue_is_up_to_date_with_the_template(path) -> None:
    pot = (LOCALES / "messages.pot").read_bytes()
    assert messages(path.read_bytes()) == messages(pot) == messages(updated(path, pot))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_translations_have_the_placeholders_of_their_message(path) -> None:
    with path.open("rb") as file:
        said = [message for message in read_po(file, locale=path.parents[1].name) if message.id]
    for message in said:
        both = (message.id,) if isinstance(message.id, str) else message.id
        forms = (message.string,) if isinstance(message.string, str) else message.string
        allowed = set(PLACEHOLDER.findall(" ".join(both)))
        for form in filter(None, forms):
            assert set(PLACEHOLDER.findall(form)) <= allowed, message.id
            if len(both) == 1:
                assert set(PLACEHOLDER.findall(form)) == allowed, message.id


def test_message_ids_hold_no_markup_and_no_other_braces() -> None:
    for id in messages(template()):
        rest = PLACEHOLDER.sub("", id if isinstance(id, str) else " ".join(id))
        assert not set("{}<>") & set(rest), id


def test_no_two_messages_have_the_same_short_name() -> None:
    ids = [id if isinstance(id, str) else id[0] for id in messages(template())]
    assert len({short_name(id) for id in ids}) == len(ids)
    assert all(ord(sign) < 0x10000 for id in ids for sign in id)  # as JavaScript counts them


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.parents[1].name)
def test_catalogue_is_complete(path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parents[1].name)
    for message in catalogue:
        forms = [message.string] if isinstance(message.string, str) else message.string
        assert not message.fuzzy, message.id
        assert all(form.strip() for form in forms), message.id
        assert isinstance(message.id, str) or len(forms) == catalogue.num_plurals, message.id


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.parents[1].name)
def test_header_says_whether_a_native_speaker_has_reviewed_it(path) -> None:
    assert re.search(r"^# Reviewed by a native speaker: (yes, \d{4}-\d\d-\d\d|not yet)$", path.read_text("utf-8"), re.M)


@pytest.mark.parametrize("language", i18n.languages(), ids=lambda language: language.tag)
def test_a_phone_gets_at_most_eight_kilobytes_of_words(language) -> None:
    body = json.dumps(i18n.phone_catalogue(language.tag), ensure_ascii=False, separators=(",", ":")).encode()
    assert len(gzip.compress(body)) <= 8_000  # as it goes over the wire


def test_most_important_messages_are_forty_of_the_product() -> None:
    assert len(set(i18n.most_important())) == len(i18n.most_important()) == 40
    assert set(i18n.most_important()) <= messages(template()).keys()


def test_calls_inside_nested_template_literals_are_found() -> None:
    source = """
      html`<ul>${items.map((item) => html`<li class="it's">${t("One \\"item\\"")} ${tn('{n} day', "{n} days", 2)}`)}
      <p>${ t('Don\\'t call') }</p>`; other.split("x"); N_("Marked");
    """
    found = [message for _, _, message, _ in javascript(BytesIO(source.encode()), {"t", "tn", "N_"}, (), {})]
    assert found == ['One "item"', ("{n} day", "{n} days"), "Don't call", "Marked"]


def test_scripts_translate_whole_literal_sentences() -> None:
    glued = re.compile(r"""\btn?\(\s*(`|("[^"\n]*"|'[^'\n]*')\s*\+)""")
    for path in sorted((*(ROOT / "pwa").rglob("*.js"), *(ROOT / "components").rglob("*.js"))):
        assert not glued.search(path.read_text("utf-8")), path.name


def test_readme_holds_both_headings_of_every_section_and_the_forty_in_every_language() -> None:
    text = (LOCALES / "README.md").read_text("utf-8")
    headings = {heading for section in SECTIONS for heading in (section.mine, section.theirs)}
    said = {i18n.translator(language.tag)(heading) for language in i18n.languages() for heading in headings}
    assert {heading for heading in said if f"| {heading} |" not in text} == set()
    assert {message for message in i18n.most_important() if f"| {message} |" not in text} == set()

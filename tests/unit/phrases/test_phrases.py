"""Words to start from: enough of them, and none that could hurt."""

import re
from collections import Counter

import pytest

from pwa import i18n
from pwa.plan.sections import BY_ID, SECTIONS, Kind

BANK = i18n.phrases("en")
ALL = [(section, id, text) for section, phrases in BANK.items() for id, text in phrases.items()]
NEEDED = [section.id for section in SECTIONS if section.kind in (Kind.LIST, Kind.STEPS)] + ["contacts.say"]

# Words that label, frighten, name a method or a means, or give medical advice.
FORBIDDEN = re.compile(
    r"\b(risk|patient|complian|commit|user|victim|suffer|symptom|disorder|diagnos|episode|relapse|suicid|kill|die|dead|"
    r"death|self.?harm|harm|cut myself|hurt myself|knife|knives|blade|razor|rope|belt|bridge|rail|train track|gun|"
    r"pills?\b|overdose|poison|bleach|dose|drug|medic|alcohol|drink less|lighter|hang|drown|jump|burn|starve|diet|"
    r"weight|normal|crazy|mad\b|fault|failure|weak|should|must|never|always)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("section", NEEDED)
def test_each_list_has_at_least_twelve_phrases(section: str) -> None:
    assert len(BANK[section]) >= 12


def test_phrases_belong_to_a_section_or_one_of_its_fields() -> None:
    for section in BANK:
        id, _, field = section.partition(".")
        assert not field or field in {one.name for one in BY_ID[id].fields}


def test_ids_are_stable_names_and_unique() -> None:
    assert all(re.fullmatch(re.escape(section) + r"\.[a-z_]+", id) for section, id, _ in ALL)
    assert max(Counter(id for _, id, _ in ALL).values()) == 1


def test_no_two_phrases_are_the_same() -> None:
    assert [text for text, times in Counter(text.casefold() for _, _, text in ALL).items() if times > 1] == []


@pytest.mark.parametrize(("section", "id", "text"), ALL, ids=[id for _, id, _ in ALL])
def test_phrase_is_short_and_kind(section: str, id: str, text: str) -> None:
    assert 0 < len(text) <= 90
    assert text == text.strip()
    assert "..." not in text
    assert "!" not in text
    assert not FORBIDDEN.search(text)


def test_phrases_ask_for_words_of_ones_own() -> None:
    for section in BANK:
        assert sum("…" in text for text in BANK[section].values()) >= 2, section


@pytest.mark.parametrize("language", [one.tag for one in i18n.languages()])
def test_suggestions_exist_in_every_language_with_the_same_gaps(language: str) -> None:
    bank = i18n.phrases(language)
    assert {section: set(phrases) for section, phrases in bank.items()} == {
        section: set(phrases) for section, phrases in BANK.items()
    }
    for section, id, english in ALL:
        text = bank[section][id]
        assert 0 < len(text.strip()) <= 120, id
        assert ("…" in text) == ("…" in english), id
        assert not {"!", "{", "}"} & set(text), id
    for section, phrases in bank.items():
        assert len(set(phrases.values())) == len(phrases), section
    if language != i18n.SOURCE:
        assert not {id for section, id, english in ALL if bank[section][id] == english}

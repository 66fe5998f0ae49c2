"""Languages: what exists, which one a person reads, and every message in it.

A folder in ``locales/`` is a language; nothing else names it. Catalogues are read once, from ``.po`` as translators
write them. These functions speak of the languages that ``load`` read last; ``Languages`` is the same for any folder.
"""

from functools import cache
from typing import Any

from pwa.i18n.languages import SOURCE, Language
from pwa.i18n.loaded import LOCALES, Languages
from pwa.i18n.translator import Translator

__all__ = [
    "LOCALES", "SOURCE", "Language", "Languages", "Translator",
    "example", "language", "languages", "later_messages", "load", "menu", "most_important", "negotiate", "own_phrases",
    "phone_catalogue", "phrases", "translator",
]  # fmt: skip

_loaded: list[Languages] = []


def load(*, pseudo: bool = False) -> None:
    """Read all languages; the pseudo-languages ``en-XA`` and ``ar-XB`` only for development and tests."""
    _loaded[:] = [_read(pseudo)]


def languages() -> tuple[Language, ...]:
    """All languages, the source language first, then by tag."""
    return _current().all


def menu() -> list[dict[str, str]]:
    """What a menu of languages shows of each: ``{"tag", "name", "dir", "note"}``."""
    return _current().menu


def most_important() -> tuple[str, ...]:
    """The messages that matter most in a crisis, by their ids."""
    return _current().most_important


def language(tag: str | None) -> Language:
    """The language of a tag, the source language when there is none such."""
    return _current().language(tag)


def negotiate(accept_language: str | None, default: str) -> str:
    """The tag of the language that a browser's ``Accept-Language`` header asks for, else ``default``."""
    return _current().negotiate(accept_language, default)


def translator(tag: str | None) -> Translator:
    """The translator of a language, of the source language when there is none such."""
    return _current().translator(tag)


def phone_catalogue(tag: str | None) -> dict[str, Any]:
    """What a phone needs to speak a language: ``{"language", "locale", "dir", "messages"}``.

    ``locale`` is the tag for dates and numbers (``Intl``): ``en-GB`` for ``en``, which alone would mean American ones.
    ``messages`` maps a message's short name to its text, or to its forms by CLDR plural category
    (``{"one": …, "other": …}``, chosen with ``Intl.PluralRules``). A message that is not there is its own text.
    """
    return _current().phone_catalogue(tag)


def later_messages(tag: str | None) -> dict[str, Any]:
    """The ``messages`` of a phone's pages that come with the first tap that needs them."""
    return _current().later_messages(tag)


def phrases(tag: str | None) -> dict[str, dict[str, str]]:
    """The phrase bank: section id -> phrase id -> text."""
    return _current().phrases(tag)


def own_phrases(tag: str | None) -> dict[str, dict[str, str]]:
    """The same, empty where the language has none of its own."""
    return _current().own_phrases(tag)


def example(tag: str | None) -> dict[str, Any]:
    """An invented, finished plan, in shorthand."""
    return _current().example(tag)


@cache
def _read(pseudo: bool) -> Languages:
    return Languages(LOCALES, pseudo=pseudo)


def _current() -> Languages:
    if not _loaded:
        load()
    return _loaded[0]

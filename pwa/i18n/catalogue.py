"""A language's messages, read from gettext ``.po`` files, with plural forms named as CLDR names them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from pwa.i18n.languages import Language
from pwa.i18n.pseudo import pseudo
from pwa.plan import sections
from pwa.plan.record_sections import DAYS, LOOKS

Forms = Mapping[str, str]

# The scripts that run on a phone; its pages' own words stand in their HTML, in the language that they are made in.
_SCRIPTS = ("pwa/pocket/", "components/plan_view/")

# Those that come with the first tap that needs them, or only where one sits down, bring their words along.
_LATER = (
    *("pwa/pocket/days_", "components/plan_view/days_", "components/plan_view/plan_paper"),
    *("pwa/pocket/offers_", "components/plan_view/offers_"),
    *("pwa/pocket/looks_", "components/plan_view/looks_"),
    *("pwa/pocket/earlier_", "components/plan_view/earlier_"),
)

_LATER_SECTIONS = {DAYS.id, LOOKS.id}

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# Enough whole numbers to meet every CLDR category that whole numbers have, in every language Babel knows.
_SAMPLES = (*range(201), 1_000, 10_000, 100_000, 1_000_000, 2_000_000)


@dataclass(frozen=True)
class Template:
    """Every message of the product: message id -> its plural's id or None; and the ids that the phone shows.

    ``later`` are those that only scripts show that come with the first tap that needs them.
    """

    messages: Mapping[str, str | None]
    phone: frozenset[str]
    later: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Catalogue:
    """The translations of one language; a message that is not in it is shown in the source language.

    Args:
        one: message id -> text.
        many: singular's message id -> CLDR plural category -> text.
    """

    one: Mapping[str, str]
    many: Mapping[str, Forms]


def read_template(path: Path) -> Template:
    """Read ``messages.pot``; an absent file is an empty template."""
    messages: dict[str, str | None] = {}
    table = sections.as_json()
    phone = set(_words([*(one for one in table if one["id"] not in _LATER_SECTIONS), sections.as_json_for_copies()]))
    later = set(_words([one for one in table if one["id"] in _LATER_SECTIONS]))
    for message in _messages(path):
        singular, plural = _ids(message)
        messages[singular] = plural
        scripts = [name for name, _ in message.locations if name.startswith(_SCRIPTS) and name.endswith(".js")]
        if scripts:
            (later if all(name.startswith(_LATER) for name in scripts) else phone).add(singular)
    known = messages.keys()
    return Template(messages=messages, phone=frozenset(phone & known), later=frozenset(later & known - phone))


def _words(table: Any) -> Iterator[str]:
    """Every text in JSON."""
    if isinstance(table, str):
        yield table
    for part in table.values() if isinstance(table, dict) else table if isinstance(table, list) else ():
        yield from _words(part)


def read_catalogue(path: Path, language: Language) -> Catalogue:
    """Read one ``messages.po``; empty and fuzzy messages are left out."""
    one: dict[str, str] = {}
    many: dict[str, Forms] = {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language.locale)
    index_of = _indexes(language.locale, c2py(catalogue.plural_expr))
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        singular, plural = _ids(message)
        if plural is None and message.string:
            one[singular] = str(message.string)
        elif plural is not None and isinstance(message.string, tuple | list) and all(message.string):
            many[singular] = {category: message.string[index] for category, index in index_of.items()}
    return Catalogue(one=one, many=many)


def pseudo_catalogue(template: Template, language: Language) -> Catalogue:
    """The catalogue of a pseudo-language, made from the message ids."""
    one = {singular: pseudo(singular) for singular, plural in template.messages.items() if plural is None}
    many = {
        singular: {
            category: pseudo(singular if category == "one" else plural) for category in categories(language.locale)
        }
        for singular, plural in template.messages.items()
        if plural is not None
    }
    return Catalogue(one=one, many=many)


def short_name(message: str) -> str:
    """What a phone's catalogue calls a message: its id's 32-bit FNV-1a hash, in base 36.

    The ids are English sentences and as long as the texts; with them a catalogue took half as much again. The twin of
    ``shortName`` on a phone. (Fowler, Noll, Vo: the FNV non-cryptographic hash algorithm, draft-eastlake-fnv.)
    """
    value = 0x811C9DC5
    for sign in message:
        value = (value ^ ord(sign)) * 0x01000193 & 0xFFFFFFFF
    digits = ""
    while value:
        value, digit = divmod(value, 36)
        digits = _DIGITS[digit] + digits
    return digits


def categories(locale: Locale) -> tuple[str, ...]:
    """The CLDR plural categories of a language, ``other`` last."""
    return (*sorted(locale.plural_form.tags), "other")


def _indexes(locale: Locale, index: Callable[[int], int]) -> dict[str, int]:
    """CLDR category -> gettext plural index; a category that no whole number has takes that of the largest sample."""
    found = dict.fromkeys(categories(locale), index(_SAMPLES[-1]))
    for number in reversed(_SAMPLES):
        found[locale.plural_form(number)] = index(number)
    return found


def _messages(path: Path) -> Iterable[Message]:
    if not path.exists():
        return ()
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def _ids(message: Message) -> tuple[str, str | None]:
    if isinstance(message.id, str):
        return message.id, None
    return str(message.id[0]), str(message.id[1])

"""The same person or number to be called and not to be called: the plan asks, it never guesses."""

import unicodedata
from collections.abc import Iterable
from zlib import crc32

from pwa.plan.limits import ENTRIES_PER_SECTION
from pwa.plan.model import Entry, Json, Plan
from pwa.plan.phones import same_number

Pair = tuple[str, str]  # the ids of an entry in ``contacts`` and of one in ``avoid``
BOTH_RIGHT = "both_right"  # the field of the settings that holds for which pairs both lists are right


def clashes(plan: Plan) -> list[Pair]:
    """Pairs with the same name or number that have to be asked about."""
    answered = set(plan.value("settings", BOTH_RIGHT) or ())
    return [(contact.id, avoided.id) for contact, avoided in _alike(plan) if _mark(contact, avoided) not in answered]


def both_right(plan: Plan, pair: Pair) -> list[str]:
    """The new value of ``BOTH_RIGHT`` once both lists are right for this pair; answers that no longer count go."""
    answered = set(plan.value("settings", BOTH_RIGHT) or ())
    marks = {(contact.id, avoided.id): _mark(contact, avoided) for contact, avoided in _alike(plan)}
    return [mark for one, mark in marks.items() if one == pair or mark in answered][-ENTRIES_PER_SECTION:]


def avoided(plan: Plan, names: Iterable[str], numbers: Iterable[str] = ()) -> list[Entry]:
    """Those under ``avoid`` who have one of these names or numbers."""
    wanted, reached, region = set(map(_plain, names)), tuple(numbers), plan.value("settings", "region")
    return [
        entry
        for entry in plan.shown("avoid")
        if wanted & set(_names(entry))
        or any(same_number(one, text.content.get("number", ""), region) for one in reached for text in entry.texts)
    ]


def numbers_of(plan: Plan, name: str) -> list[str]:
    """The numbers of those to call who have this name."""
    contacts = (one for one in plan.entries("contacts") if _plain(name) in _names(one))
    return [number for one in contacts for text in one.texts for number in _numbers(text.content) if number]


def _alike(plan: Plan) -> list[tuple[Entry, Entry]]:
    region = plan.value("settings", "region")
    return [
        (contact, avoided)
        for contact in plan.shown("contacts")
        for avoided in plan.shown("avoid")
        if _same_name(contact, avoided) or _shares_number(contact, avoided, region)
    ]


def _mark(contact: Entry, avoided: Entry) -> str:
    """A pair as it was asked about: another mark as soon as a name or a number changes, and no word of either."""
    content = [(text.content.get("name", ""), *_numbers(text.content)) for text in (*contact.texts, *avoided.texts)]
    return f"{contact.id} {avoided.id} {crc32(repr(content).encode()):08x}"


def _numbers(content: Json) -> list[str]:
    return [phone["number"] for phone in content.get("phones", [])] + [content.get("number", "")]


def _same_name(contact: Entry, avoided: Entry) -> bool:
    return bool(set(_names(contact)) & set(_names(avoided)))


def _names(entry: Entry) -> Iterable[str]:
    return (_plain(text.content.get("name", "")) for text in entry.texts)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _shares_number(contact: Entry, avoided: Entry, region: str | None) -> bool:
    numbers = [phone["number"] for text in contact.texts for phone in text.content.get("phones", [])]
    avoid = [text.content.get("number", "") for text in avoided.texts]
    return any(same_number(one, other, region) for one in numbers for other in avoid)

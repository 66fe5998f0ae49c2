"""The same person or number to be called and not to be called: the plan asks, it never guesses."""

import unicodedata
from collections.abc import Iterable

from pwa.plan.model import Entry, Plan
from pwa.plan.phones import same_number


def clashes(plan: Plan) -> list[tuple[str, str]]:
    """Pairs of entry ids, one in ``contacts`` and one in ``avoid``, with the same name or number."""
    region = plan.value("settings", "region")
    return [
        (contact.id, avoided.id)
        for contact in plan.shown("contacts")
        for avoided in plan.shown("avoid")
        if _same_name(contact, avoided) or _shares_number(contact, avoided, region)
    ]


def _same_name(contact: Entry, avoided: Entry) -> bool:
    return bool(set(_names(contact)) & set(_names(avoided)))


def _names(entry: Entry) -> Iterable[str]:
    names = (text.content.get("name", "") for text in entry.texts)
    return (" ".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in names)


def _shares_number(contact: Entry, avoided: Entry, region: str | None) -> bool:
    numbers = [phone["number"] for text in contact.texts for phone in text.content.get("phones", [])]
    avoid = [text.content.get("number", "") for text in avoided.texts]
    return any(same_number(one, other, region) for one in numbers for other in avoid)

"""Phone numbers in copies: those that are kept back, and what to dial from another country."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pwa.plan.model import Entry, Plan
from pwa.plan.phones import from_abroad, same_number

Raw = dict[str, Any]


def may_be_in_copies(contact: Entry) -> bool:
    """Whether the numbers of a contact may be; of two texts that differ on it, the one that keeps them back counts."""
    return all(text.content.get("share_number") is True for text in contact.texts)


def without_kept_back(entries: Iterable[Raw], plan: Plan) -> list[Raw]:
    """The entries without each ``number`` that is also one of a contact whose numbers may not be in copies."""
    kept_back, region = tuple(_kept_back(plan)), plan.value("settings", "region")

    def left(content: Mapping[str, Any]) -> Raw:
        number = content.get("number") or ""
        is_kept_back = any(same_number(number, one, region) for one in kept_back)
        return {name: value for name, value in content.items() if not (is_kept_back and name == "number")}

    return [_with_contents(entry, left) for entry in entries]


def with_dialled(entries: Iterable[Raw], region: str | None) -> list[Raw]:
    """The entries with ``dial`` beside each number that is dialled otherwise from another country than it was typed."""

    def added(content: Mapping[str, Any]) -> Raw:
        phones = [{**phone, **dialled(phone["number"], region)} for phone in content.get("phones", ())]
        return {**content, **({"phones": phones} if phones else {}), **dialled(content.get("number"), region)}

    return [_with_contents(entry, added) for entry in entries]


def dialled(number: str | None, region: str | None) -> dict[str, str]:
    """What to dial for a number from another country, where that is certain."""
    dial = from_abroad(number, region) if number else None
    return {"dial": dial} if dial else {}


def _kept_back(plan: Plan) -> Iterator[str]:
    for contact in plan.entries("contacts"):
        if not may_be_in_copies(contact):
            for text in contact.texts:
                yield from (phone["number"] for phone in text.content.get("phones", ()))


def _with_contents(entry: Raw, change: Callable[[Mapping[str, Any]], Raw]) -> Raw:
    rivals = [{**rival, "content": change(rival["content"])} for rival in entry.get("rivals", ())]
    return {**entry, "content": change(entry["content"]), **({"rivals": rivals} if rivals else {})}

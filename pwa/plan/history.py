"""What changed in a plan, so that any state it had can be told and brought back; no words that were deleted stay in it.

An item holds an entry as it was before. A state is found by taking back, from the present, what happened since.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from operator import is_not
from typing import Any

from pwa.plan.model import ME, Entry, Plan, Version
from pwa.plan.sections import BY_ID, SETTINGS
from pwa.plan.stored_entry import entry_as_json, read_entry

# Settings are no words of the plan; days on which someone said how things are keep and fold themselves, by their dates.
NOT_NOTED = frozenset({SETTINGS.id, "days"})
# Who agreed to what, and who saw it how, is worked out from all texts of an entry: of these none is moved out.
WHOLE = frozenset({"agreement", "past", "looks"})
EARLIER_TEXTS = 5  # that an entry itself keeps, for phones that wrote on one of them; all others stand in the history
TICKED_DAYS = 400  # thirteen months: of these every tick keeps its day, those before are counted


class What(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    PUT_AWAY = "put_away"
    BROUGHT_BACK = "brought_back"
    MOVED = "moved"
    ONLY_ME = "only_me"
    NOT_ONLY_ME = "not_only_me"
    DELETED = "deleted"
    TEXT = "text"  # a text that stood only between two saves: nothing to take back, but its words are kept


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that happened.

    Args:
        number: counts up by one in each plan.
        revision: of the plan that was saved with it.
        day: ``YYYY-MM-DD`` where the writer was, at most a day from the server's; shown and thinned by, and no more.
        device: id of the device that saved it; empty for someone who helps.
        by: whose voice the text is that came.
        entry: its id; empty for what was deleted.
        before: the entry before it, without what it keeps beside its texts.
        order: the ids of the section's entries before they were put in another order.
    """

    number: int
    revision: int
    day: str
    device: str
    what: What
    section: str
    entry: str
    by: str = ME
    before: Entry | None = field(default=None, repr=False)
    order: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """An item with the entry as it stood before and after it."""

    item: Item
    before: Entry | None = field(repr=False)
    after: Entry | None = field(repr=False)


def happened(
    before: Plan, after: Plan, *, first: int, revision: int, day: str, device: str, restored: Collection[str] = ()
) -> list[Item]:
    """What happened between two states, in an order in which it can be taken back, numbered from ``first``.

    An entry that was ``restored`` after it was deleted is none that was added: it stood in the states before.
    """
    facts = {"revision": revision, "day": day, "device": device}
    found = [
        {"section": section, **made}
        for section in dict.fromkeys([*before.sections, *after.sections])
        if section not in NOT_NOTED and not _is_same(section, before, after)
        for made in _in_section(before.entries(section), after.entries(section), restored)
    ]
    return [Item(number=number, **{**facts, **made}) for number, made in enumerate(found, first)]


def texts_before_there_was_a_history(plan: Plan, *, first: int, revision: int) -> list[Item]:
    """The earlier texts that a plan's entries hold already, on the days on which they were written."""
    texts = [
        (section, entry, text)
        for section in plan.sections
        if section not in NOT_NOTED and _may_have_earlier(plan, section)
        for entry in plan.entries(section)
        for text in entry.earlier
    ]
    texts.sort(key=lambda found: found[2].day)
    return [
        Item(number=number, revision=revision, day=text.day, section=section, **_text(entry, text))
        for number, (section, entry, text) in enumerate(texts, first)
    ]


def back(plan: Plan, items: Sequence[Item]) -> Plan:
    """The plan before these items, which are all that happened since, oldest first; deleted words stay gone."""
    for item in reversed(items):
        plan = _taken_back(plan, item)
    return plan


def walk(plan: Plan, items: Sequence[Item]) -> Iterator[Seen]:
    """Every item, newest first, with what it made of which words."""
    for item in reversed(items):
        after = plan.entry(item.section, item.entry)
        plan = _taken_back(plan, item)
        yield Seen(item=item, before=item.before or plan.entry(item.section, item.entry), after=after)


def without(items: Iterable[Item], gone: Iterable[str]) -> list[Item]:
    """The items but those of deleted entries; nor does an order name such an entry any more."""
    names = frozenset(gone)
    if not names:
        return [*items]
    return [
        replace(item, order=tuple(one for one in item.order if one not in names)) if item.order else item
        for item in items
        if item.entry not in names
    ]


def with_texts(plan: Plan, items: Iterable[Item]) -> Plan:
    """The plan with every earlier text that its history holds back in its entries, oldest first, as in a file."""
    held: dict[tuple[str, str], list[Version]] = {}
    for item in items:
        if item.before:
            held.setdefault((item.section, item.entry), []).extend(item.before.texts)
    for section in {name for name, _ in held} & {*plan.sections}:
        entries = tuple(_with(entry, held.get((section, entry.id), ())) for entry in plan.entries(section))
        plan = plan.with_entries(section, entries)
    return plan


def _with(entry: Entry, texts: Iterable[Version]) -> Entry:
    known = {text.revision for text in (*entry.texts, *entry.suggestions, *entry.earlier)}
    more = {text.revision: text for text in texts if text.revision not in known}
    return replace(entry, earlier=(*more.values(), *entry.earlier)) if more else entry


def trimmed(plan: Plan, before: Plan, today: str) -> Plan:
    """The plan with no more earlier texts and ticks than they need in the entries that changed.

    Those that nobody asked for are as they were when one was added last, and are not opened for this.
    """
    first = _first_ticked_day(today)
    for section in plan.sections:
        if section in NOT_NOTED | WHOLE or plan.sections.unchanged(section) is not None:
            continue
        entries = plan.entries(section)
        if entries is not before.entries(section):
            known = {id(entry) for entry in before.entries(section)}
            cut = tuple(entry if id(entry) in known else _trimmed(entry, first) for entry in entries)
            plan = plan.with_entries(section, cut) if any(map(is_not, cut, entries)) else plan
    return plan


def _trimmed(entry: Entry, first: str) -> Entry:
    if entry.was_read("earlier") and len(entry.earlier) > EARLIER_TEXTS:
        entry = entry.changed(earlier=entry.earlier[-EARLIER_TEXTS:])
    if not entry.was_read("tries"):
        return entry
    old = [one for one in entry.tries if one.day and one.day < first and not one.extra]
    if not old:
        return entry
    tried = Counter(entry.tried) + Counter(one.outcome for one in old)
    return entry.changed(tries=tuple(one for one in entry.tries if one not in old), tried=dict(tried))


def _first_ticked_day(today: str) -> str:
    return (date.fromisoformat(today) - timedelta(days=TICKED_DAYS)).isoformat() if today else ""


def item_as_json(item: Item) -> dict[str, Any]:
    """The stored JSON of an item; what is empty is left out."""
    data = {
        "n": item.number,
        "revision": item.revision,
        "day": item.day,
        "device": item.device,
        "what": item.what.value,
        "section": item.section,
        "entry": item.entry,
        "by": "" if item.by == ME else item.by,
        "before": entry_as_json(item.before) if item.before else None,
        "order": [*item.order],
    }
    return {key: value for key, value in data.items() if value not in ("", None, [])}


def read_item(raw: Mapping[str, Any]) -> Item | None:
    """An item from its stored JSON; None for one that a newer version wrote in a way that this one does not know."""
    try:
        return Item(
            number=int(raw["n"]),
            revision=int(raw["revision"]),
            day=str(raw.get("day", "")),
            device=str(raw.get("device", "")),
            what=What(raw["what"]),
            section=str(raw["section"]),
            entry=str(raw.get("entry", "")),
            by=str(raw.get("by", ME)),
            before=read_entry(raw["before"]) if "before" in raw else None,
            order=tuple(map(str, raw.get("order", ()))),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _is_same(section: str, before: Plan, after: Plan) -> bool:
    """Whether a section was not changed; told without reading it where it is as it was stored."""
    raw = after.sections.unchanged(section)
    is_as_stored = raw is not None and raw is before.sections.unchanged(section)
    return is_as_stored or after.entries(section) is before.entries(section)


def _may_have_earlier(plan: Plan, section: str) -> bool:
    raw = plan.sections.unchanged(section)
    return not isinstance(raw, list) or any(
        isinstance(one, Mapping) and not one.keys().isdisjoint({"earlier", "packed"}) for one in raw
    )


def _in_section(
    before: tuple[Entry, ...], after: tuple[Entry, ...], restored: Collection[str]
) -> Iterator[dict[str, Any]]:
    old, new = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    yield from ({"what": What.DELETED, "entry": ""} for one in old if one not in new)
    for entry in after:
        was = old.get(entry.id)
        if was is entry:
            continue
        if was is None or not entry.keeps("earlier", was):
            known = {text.revision for text in (*was.earlier, *was.texts, *was.suggestions)} if was else set()
            yield from (_text(entry, text) for text in entry.earlier if text.revision not in known)
        if was is None and entry.id in restored:
            yield {"what": What.BROUGHT_BACK, "entry": entry.id}
        elif was is None:
            yield {"what": What.ADDED, "entry": entry.id, "by": entry.now.by}
        elif what := _what(was, entry):
            by = entry.now.by if what is What.CHANGED else ME
            yield {"what": what, "entry": entry.id, "by": by, "before": _bare(was)}
    order = [one for one in new if one in old]
    if order != [one for one in old if one in new]:
        yield {"what": What.MOVED, "entry": _moved([*old], order), "order": tuple(old)}


def _what(before: Entry, after: Entry) -> What | None:
    if [text.content for text in before.texts] != [text.content for text in after.texts]:
        return What.CHANGED
    if before.is_away != after.is_away:
        return What.PUT_AWAY if after.is_away else What.BROUGHT_BACK
    if before.is_only_me != after.is_only_me:
        return What.ONLY_ME if after.is_only_me else What.NOT_ONLY_ME
    return None


def _text(entry: Entry, text: Version) -> dict[str, Any]:
    before = Entry(id=entry.id, now=text)
    return {"what": What.TEXT, "entry": entry.id, "device": text.device, "by": text.by, "before": before}


def _bare(entry: Entry) -> Entry:
    return replace(entry, earlier=(), tries=(), tried={}, suggestions=(), extra={})


def _moved(old: list[str], new: list[str]) -> str:
    """The one entry whose move explains a new order; empty when one is not enough."""
    old = [one for one in old if one in new]
    for name in new:
        if [one for one in old if one != name] == [one for one in new if one != name]:
            return name
    return ""


def _taken_back(plan: Plan, item: Item) -> Plan:
    entries = plan.entries(item.section)
    if item.what is What.ADDED:
        entries = tuple(entry for entry in entries if entry.id != item.entry)
    elif item.what is What.MOVED:
        places = {name: place for place, name in enumerate(item.order)}
        entries = tuple(sorted(entries, key=lambda entry: places.get(entry.id, len(places))))
    elif item.before and item.what is not What.TEXT and item.section in BY_ID:
        was = item.before
        entries = tuple(
            replace(entry, now=was.now, rivals=was.rivals, is_away=was.is_away, is_only_me=was.is_only_me)
            if entry.id == item.entry
            else entry
            for entry in entries
        )
    return plan.with_entries(item.section, entries)

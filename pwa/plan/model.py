"""What a plan is: entries in sections, each with who wrote it, its rivals and its earlier texts.

No ``repr`` shows what a person wrote: it could end in a log.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

Json = Mapping[str, Any]
Made = TypeVar("Made")

ME = "me"  # the voice of the plan's owner


@dataclass(frozen=True, kw_only=True)
class Version:
    """One text of an entry.

    Args:
        content: field name -> value, shaped by ``sections.Field``; a named field holds ``{"value": …}``.
        revision: the name of the change that made it, ``<outbox>:<seq>``; a writer knows it before any server does.
        by: whose voice it is: ``me``, or the id of someone who helps, whose name stands in ``Plan.voices``.
        device: id of the device it was written on; empty when unknown.
        day: ``YYYY-MM-DD`` as the writer's device says; shown, and never decides which of two texts is the newer.
        phrase: id of the phrase of the phrase bank it still equals, or None.
    """

    content: Json = field(repr=False)
    revision: str
    by: str = ME
    device: str = ""
    day: str = ""
    phrase: str | None = None
    extra: Json = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Try:
    """One time a coping step was tried: ``outcome`` is ``helped``, ``a_bit`` or ``not_this_time``.

    Of someone to call: ``still_right``, on the day when the owner said so of a service's number. Of anything that
    was looked through: ``still_true``, on the day when the owner said so.
    """

    day: str
    outcome: str
    revision: str
    extra: Json = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing a person wrote.

    Args:
        id: 32 hex digits (16 random bytes) made by the writer; for a named field, the field's name.
        now: the text that is shown.
        rivals: texts written elsewhere at the same time, shown beside ``now`` until the person picks one.
        earlier: texts that were replaced, oldest first.
        tried: outcome -> how often it was ticked so long ago that ``tries`` no longer says when.
        suggestions: texts that others offer beside the person's own, until the person takes or leaves each.
        is_away: put away: kept, not shown.
        is_only_me: never leaves the owner's own devices.
        extra: keys that a newer version wrote; kept, not understood.
    """

    id: str
    now: Version
    rivals: tuple[Version, ...] = ()
    earlier: tuple[Version, ...] = field(default_factory=tuple)
    tries: tuple[Try, ...] = field(default_factory=tuple)
    tried: Mapping[str, int] = field(default_factory=dict)
    suggestions: tuple[Version, ...] = ()
    is_away: bool = False
    is_only_me: bool = False
    extra: Json = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> Any:
        """What a stored entry gathered over years, ``earlier`` and ``tries``, is read when it is first asked for."""
        read = vars(self).get("_later", {}).get(name)
        if read is None:
            raise AttributeError(name)
        value = vars(self)[name] = read()
        return value

    def __eq__(self, other: object) -> bool:
        """Compared field by field: what may have to be read for it comes last."""
        if not isinstance(other, Entry):
            return NotImplemented
        if self is other:
            return True
        mine, theirs = vars(self), vars(other)
        return all(mine[name] == theirs[name] for name in _OTHERS) and all(
            self.keeps(name, other) or getattr(self, name) == getattr(other, name) for name in _GATHERED
        )

    @property
    def texts(self) -> tuple[Version, ...]:
        """Every text that stands: the one that is shown, then its rivals."""
        return (self.now, *self.rivals)

    def was_read(self, name: str) -> bool:
        """Whether ``earlier`` or ``tries`` was asked for."""
        return name in vars(self)

    def keeps(self, name: str, of: "Entry") -> bool:
        """Whether ``earlier`` or ``tries`` is as both were read from, told without reading it; False where unknown."""
        is_unread = not self.was_read(name) and not of.was_read(name)
        return is_unread and vars(self)["_later"] is vars(of)["_later"]

    def changed(self, **values: Any) -> "Entry":
        """This entry with other values; what was not asked for yet is not read for it, and stays as it is stored."""
        kept = {name: value for name, value in vars(self).items() if name != "_raw"}
        if any(name in values for name in _GATHERED):
            kept.pop("_packed", None)
        return made(Entry, {**kept, **values})

    def with_texts(self, texts: Sequence[Version]) -> "Entry":
        """This entry with other texts standing; the first is shown."""
        return self.changed(now=texts[0], rivals=tuple(texts[1:]))


_GATHERED = ("tries", "earlier")
_OTHERS = [one.name for one in fields(Entry) if one.name not in _GATHERED]


def made(kind: type[Made], fields: dict[str, Any]) -> Made:
    """A frozen record made at once: its own way, field by field, would be half the cost of opening a plan."""
    one = object.__new__(kind)
    vars(one).update(fields)
    return one


@dataclass(frozen=True, kw_only=True)
class ReadSection:
    """A section as it was read; ``left``: what can't be read, each with the ids of the entries that stood before it."""

    entries: tuple[Entry, ...]
    left: tuple[tuple[Any, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Aside:
    """The stored JSON of a section that lies sealed by itself: opened when it is first asked for.

    Args:
        note: what the plan knows of it without opening it: ``bytes`` of its JSON, the ``oldest`` day in it.
        open: its JSON; may raise what the opening raises.
    """

    note: Json = field(repr=False)
    open: Callable[[], list[Any]] = field(repr=False)


class PlanSections(Mapping[str, tuple[Entry, ...]]):
    """Section id -> entries in the person's order.

    What is stored is read when it is first asked for, as most changes ask for one section, and never changes.

    Args:
        known: sections that need no reading.
        stored: section id -> the stored JSON of its entries, or where it lies.
        read: reads the stored JSON of one section.
    """

    def __init__(
        self,
        known: Mapping[str, tuple[Entry, ...]] | None = None,
        *,
        stored: Mapping[str, list[Any] | Aside] | None = None,
        read: Callable[[list[Any]], ReadSection] | None = None,
    ) -> None:
        self._known = known or {}
        self._stored = stored or {}
        self._read = read
        self._opened: dict[str, ReadSection] = {}

    def __getitem__(self, section: str) -> tuple[Entry, ...]:
        return self._known[section] if section in self._known else self._open(section).entries

    def __iter__(self) -> Iterator[str]:
        return iter({**self._stored, **self._known})

    def __len__(self) -> int:
        return len({**self._stored, **self._known})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PlanSections) or other._stored is not self._stored:
            return super().__eq__(other)
        return all(self.get(section) == other.get(section) for section in {**self._known, **other._known})

    def with_entries(self, section: str, entries: tuple[Entry, ...]) -> "PlanSections":
        """The same with one section's entries replaced."""
        new = copy(self)
        new._known = {**self._known, section: entries}
        return new

    def left(self, section: str) -> tuple[tuple[Any, tuple[str, ...]], ...]:
        """What can't be read of a section, each with the ids of the entries that stood before it."""
        return self._open(section).left if section in self._stored else ()

    def unchanged(self, section: str) -> list[Any] | Aside | None:
        """The stored JSON of a section that nothing has changed, or None."""
        return None if section in self._known else self._stored.get(section)

    def _open(self, section: str) -> ReadSection:
        if section not in self._opened:
            stored = self._stored[section]
            raw = stored.open() if isinstance(stored, Aside) else stored
            self._opened[section] = self._read(raw) if self._read else ReadSection(entries=())
        return self._opened[section]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole plan: section id -> entries in the person's order.

    Args:
        id: 32 hex digits.
        schema: version of the stored form.
        sections: every section that has entries, ``settings`` among them.
        voices: id of everyone who ever wrote in it with its owner -> their ``name`` and ``role``; kept when they left.
        unread: section id -> a whole section that a newer version wrote and this one can't read; kept as it is.
        extra: top-level keys that a newer version wrote; kept, not understood.
        bytes_at_most: what its JSON without notes can't be larger than, where that is known; spares measuring it at
            every change.
        notes_at_most: the same of its notes (``limits.NOTES``).
    """

    id: str
    schema: int = 1
    sections: PlanSections = field(default_factory=PlanSections)
    voices: Mapping[str, Json] = field(default_factory=dict, repr=False)
    unread: Json = field(default_factory=dict, repr=False)
    extra: Json = field(default_factory=dict, repr=False)
    bytes_at_most: int | None = field(default=None, repr=False, compare=False)
    notes_at_most: int | None = field(default=None, repr=False, compare=False)

    def entries(self, section: str) -> tuple[Entry, ...]:
        """All entries of a section, put-away ones among them; empty when there are none."""
        return self.sections.get(section, ())

    def entry(self, section: str, entry_id: str) -> Entry | None:
        """One entry by id, or None."""
        return next((entry for entry in self.entries(section) if entry.id == entry_id), None)

    def shown(self, section: str) -> tuple[Entry, ...]:
        """The entries of a section that are not put away."""
        return tuple(entry for entry in self.entries(section) if not entry.is_away)

    def value(self, section: str, name: str) -> Any:
        """The value of a named field (``about``, ``settings``), or None."""
        entry = self.entry(section, name)
        return entry.now.content.get("value") if entry else None

    def with_entries(self, section: str, entries: tuple[Entry, ...]) -> "Plan":
        """This plan with a section's entries replaced."""
        return replace(self, sections=self.sections.with_entries(section, entries))

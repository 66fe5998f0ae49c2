"""What a plan is: entries in sections, each with who wrote it, its rivals and its earlier texts.

No ``repr`` shows what a person wrote: it could end in a log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Json = Mapping[str, Any]

ME = "me"  # the voice of the plan's owner


@dataclass(frozen=True, kw_only=True)
class Version:
    """One text of an entry.

    Args:
        content: field name -> value, shaped by ``sections.Field``; a named field holds ``{"value": …}``.
        revision: the name of the change that made it, ``<outbox>:<seq>``; a writer knows it before any server does.
        by: whose voice it is: ``me``, or later a helper's id.
        device: id of the device it was written on; empty when unknown.
        day: ``YYYY-MM-DD`` as the writer's device says; shown, never compared.
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
    """One time a coping step was tried: ``outcome`` is ``helped``, ``a_bit`` or ``not_this_time``."""

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
        is_away: put away: kept, not shown.
        is_only_me: never leaves the owner's own devices.
        extra: keys that a newer version wrote; kept, not understood.
    """

    id: str
    now: Version
    rivals: tuple[Version, ...] = ()
    earlier: tuple[Version, ...] = ()
    tries: tuple[Try, ...] = ()
    is_away: bool = False
    is_only_me: bool = False
    extra: Json = field(default_factory=dict, repr=False)

    @property
    def texts(self) -> tuple[Version, ...]:
        """Every text that stands: the one that is shown, then its rivals."""
        return (self.now, *self.rivals)

    def with_texts(self, texts: Sequence[Version]) -> "Entry":
        """This entry with other texts standing; the first is shown."""
        return replace(self, now=texts[0], rivals=tuple(texts[1:]))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole plan: section id -> entries in the person's order.

    Args:
        id: 32 hex digits.
        schema: version of the stored form.
        sections: every section that has entries, ``settings`` among them.
        unread: section id -> what a newer version wrote there and this one can't read; kept as it is.
        unread_behind: section id -> for each entry that can't be read, the ids of those that stood before it.
        extra: top-level keys that a newer version wrote; kept, not understood.
        bytes_at_most: what its JSON can't be larger than, where that is known; spares measuring it at every change.
    """

    id: str
    schema: int = 1
    sections: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    unread: Json = field(default_factory=dict, repr=False)
    unread_behind: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict, repr=False)
    extra: Json = field(default_factory=dict, repr=False)
    bytes_at_most: int | None = field(default=None, repr=False, compare=False)

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
        return replace(self, sections={**self.sections, section: entries})

"""What an owner settles for a copy; it is kept sealed inside the plan, with the copy's key."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pwa.plan.change import InvalidChange
from pwa.plan.content import parse_day, parse_entry_id, parse_value
from pwa.plan.model import Json
from pwa.plan.section import Field
from pwa.plan.sections import SECTIONS, Shared
from pwa.share import base64url

ID_BYTES = 16
KEY_BYTES = 32
TICKED = tuple(section.id for section in SECTIONS if section.shared in (Shared.YES, Shared.SOME_FIELDS))

_OWN_KEYS = {"id", "key", "made"}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the owner settles.

    Args:
        label: for whom it is; the owner alone reads it.
        contact: id of the entry in ``contacts`` it is for, when one was picked.
        sections: ids of the sections in it, in the table's order.
        name: what the reader sees as the owner's name; may be empty; None: the name in the plan, now and later.
        until: the last day (``YYYY-MM-DD``) on which it opens; None: until it is stopped.
        may_keep: whether a reader's phone may keep it.
        with_number: whether the owner's own number is in it.
        passcode: what is asked for before it opens, or None.
        names: ids of the entries under ``avoid`` whose names the owner said its reader may read.
        held_back: ids of those that its reader shall not read.
        left: ids of those that may be the reader, who keeps the copy all the same.
        numbers: all that were ever known of the contact, so that one of them is recognised under ``avoid`` later.
    """

    label: str = field(repr=False)
    contact: str | None = None
    sections: tuple[str, ...] = TICKED
    name: str | None = field(default="", repr=False)
    until: str | None = None
    may_keep: bool = True
    with_number: bool = False
    passcode: str | None = field(default=None, repr=False)
    names: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    numbers: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A copy as its owner knows it.

    Args:
        key: 32 bytes that stand in its link and nowhere else in the clear.
        made: the day (``YYYY-MM-DD``) on which it was made.
        extra: keys that a newer version wrote; kept, not understood.
    """

    id: str
    key: bytes = field(repr=False)
    made: str
    terms: Terms
    extra: Json = field(default_factory=dict, repr=False)

    def has_ended(self, day: str) -> bool:
        """Whether it no longer opens on that day."""
        return self.terms.until is not None and self.terms.until < day


def new_copy(terms: Terms, day: str) -> Copy:
    """A copy with an id and a key of pure chance."""
    key = secrets.token_bytes(KEY_BYTES)
    return Copy(id=base64url.encode(secrets.token_bytes(ID_BYTES)), key=key, made=day, terms=clean(terms))


def clean(terms: Terms) -> Terms:
    """The terms with texts cleaned and sections in order; raises ``InvalidChange`` or ``OverLimit``."""
    if set(terms.sections) - {section.id for section in SECTIONS}:
        raise InvalidChange("unknown_section")
    label = _line(terms.label)
    if not label or not terms.sections:
        raise InvalidChange("missing")
    return replace(
        terms,
        label=label,
        contact=parse_entry_id(terms.contact) if terms.contact else None,
        sections=tuple(section.id for section in SECTIONS if section.id in terms.sections),
        name=None if terms.name is None else _line(terms.name) or "",
        until=parse_day(terms.until or "") or None,
        passcode=_line(terms.passcode or ""),
    )


def as_json(copy: Copy) -> dict[str, Any]:
    """A copy as it is kept in the plan."""
    return {**copy.extra, **asdict(copy.terms), "id": copy.id, "key": base64url.encode(copy.key), "made": copy.made}


def read_copies(raws: Iterable[Mapping[str, Any]]) -> tuple[Copy, ...]:
    """The copies that are kept in a plan; one that only a newer version can read is passed by."""
    return tuple(copy for copy in map(_read, raws) if copy)


def _read(raw: Mapping[str, Any]) -> Copy | None:
    known = {name: raw[name] for name in Terms.__dataclass_fields__ if name in raw}
    known |= {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    key = base64url.decode_exactly(raw.get("key"), KEY_BYTES)
    if key is None or "label" not in known:
        return None
    terms = Terms(**{"sections": (), **known})
    extra = {name: value for name, value in raw.items() if name not in {*known, *_OWN_KEYS}}
    return Copy(id=raw["id"], key=key, made=raw.get("made", ""), terms=terms, extra=extra)


def _line(text: str) -> str | None:
    line: str | None = parse_value(Field(name="line", label=""), text)
    return line

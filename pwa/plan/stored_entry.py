"""The stored form of one entry, both ways: keys that a newer version wrote are kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from pwa.errors import PocketPlanError
from pwa.plan import ticks
from pwa.plan.model import ME, Entry, Try, Version, made
from pwa.plan.packed import is_packed, packed, unpacked
from pwa.plan.section import N_

_VERSION_KEYS = {"content", "revision", "by", "device", "day", "phrase"}
_OWN_KEYS = {"id", "rivals", "earlier", "ticks", "tries", "tried", "suggestions", "away", "only_me", "packed"}
_ENTRY_KEYS = _VERSION_KEYS | _OWN_KEYS
_TRY_KEYS = {"day", "outcome", "revision"}
_TEXT = frozenset({str})
_AS_WRITTEN, _WRITTEN_TYPES = ("content", "revision", "by", "device", "day"), (dict, str, str, str, str)

_GATHERED = frozenset({"earlier", "ticks", "tries"})

Read = TypeVar("Read")


class NewerPlan(PocketPlanError):
    """A stored plan has a shape that this version can't read at all; it must never look like an empty one."""

    reason = "newer_version"

    def __init__(self) -> None:
        super().__init__(
            N_("This plan was saved by a newer version of this program. It is safe, but can't be shown here.")
        )


class _NotRead(Exception):
    """An entry is shaped in a way that this version does not know."""


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """The stored JSON of one entry; what is empty or false is left out."""
    data = {"id": entry.id, **_version_as_json(entry.now)}
    if entry.now.extra:  # what a newer version wrote into a text must not pass for the entry's own, such as its id
        data = {**{key: value for key, value in data.items() if key not in _OWN_KEYS}, "id": entry.id}
    if entry.rivals:
        data["rivals"] = [_version_as_json(version) for version in entry.rivals]
    if entry.earlier:
        data["earlier"] = [_version_as_json(version) for version in entry.earlier]
    if entry.tries:
        data["tries"] = [
            {"day": one.day, "outcome": one.outcome, "revision": one.revision, **one.extra} for one in entry.tries
        ]
    if entry.tried:
        data["tried"] = dict(entry.tried)
    if entry.suggestions:
        data["suggestions"] = [_version_as_json(version) for version in entry.suggestions]
    if entry.is_away:
        data["away"] = True
    if entry.is_only_me:
        data["only_me"] = True
    return {**data, **entry.extra} if entry.extra else data


def entry_as_stored(entry: Entry, *, packs: bool = True) -> dict[str, Any]:
    """The JSON of an entry to be kept, made once, with its ticks in short: as it was stored where nothing changed.

    ``packs`` what it gathered over years; not where all of a section is packed anyway.
    """
    raw: dict[str, Any] | None = vars(entry).get("_raw")
    if raw is not None and not raw.get("tries"):
        return raw
    as_it_was = vars(entry).get("_packed")
    if as_it_was:
        stored = {**entry_as_json(entry.changed(earlier=(), tries=())), "packed": as_it_was}
    else:
        short, rest = ticks.shortened(entry.tries)
        stored = {**entry_as_json(entry.changed(tries=rest)), "ticks": short} if short else entry_as_json(entry)
        stored = packed(stored) if packs else stored
    vars(entry)["_raw"] = stored
    return stored


def more_bytes(raws: Iterable[object]) -> int:
    """At most so many bytes more is the JSON of entries than what is stored of them."""
    entries = [raw for raw in raws if isinstance(raw, dict)]
    short = sum(ticks.more_bytes(raw["ticks"]) for raw in entries if "ticks" in raw)
    return short + sum(int(raw["packed"]["bytes"]) for raw in entries if is_packed(raw.get("packed")))


def read_entry(raw: object) -> Entry | None:
    """One entry from its stored JSON; None when it is shaped in a way that this version does not know."""
    try:
        return _read_entry(raw)
    except _NotRead:
        return None


def _version_as_json(version: Version) -> dict[str, Any]:
    phrase = {"phrase": version.phrase} if version.phrase else {}
    return {
        "content": dict(version.content),
        "revision": version.revision,
        "by": version.by,
        "device": version.device,
        "day": version.day,
        **phrase,
        **version.extra,
    }


def _read_entry(raw: object) -> Entry:
    if not isinstance(raw, dict):
        raise _NotRead
    if not _can_be_read(raw) or ("packed" in raw and not is_packed(raw["packed"])):
        raise _NotRead
    opened: dict[str, Any] = {}
    fields = {
        "id": _text(raw, "id"),
        "now": _version_of(raw, {}),
        "rivals": _all(raw, "rivals", _read_version),
        "tried": _counts(raw["tried"]) if "tried" in raw else {},
        "suggestions": _all(raw, "suggestions", _read_version),
        "is_away": raw.get("away", False) is True,
        "is_only_me": raw.get("only_me", False) is not False,
        "extra": _rest(raw, _ENTRY_KEYS),
        "_raw": raw,
        "_later": {
            "earlier": partial(_earlier, raw, opened),
            "tries": partial(_tries, raw, opened, _all(raw, "tries", _read_try)),
        },
    }
    if "packed" in raw and _GATHERED.isdisjoint(raw):
        fields["_packed"] = raw["packed"]
    return made(Entry, fields)


def _can_be_read(raw: Mapping[str, Any]) -> bool:
    is_known = "earlier" not in raw or all(map(_is_version, _list(raw, "earlier")))
    return is_known and ("ticks" not in raw or ticks.is_short(raw["ticks"]))


def _earlier(raw: Mapping[str, Any], opened: dict[str, Any]) -> tuple[Version, ...]:
    return tuple(_read_version(one) for part in _parts(raw, opened) for one in _list(part, "earlier"))


def _tries(raw: Mapping[str, Any], opened: dict[str, Any], long: tuple[Try, ...]) -> tuple[Try, ...]:
    short = [ticks.in_full(part["ticks"]) for part in _parts(raw, opened) if "ticks" in part]
    # One alone is passed on as it is: it knows its short form.
    return short[0] if len(short) == 1 and not long else (*chain.from_iterable(short), *long)


def _parts(raw: Mapping[str, Any], opened: dict[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """What is packed of an entry, opened once, and what stands beside it, which came later: an older version wrote it.

    Raises ``NewerPlan``.
    """
    if "packed" in raw and not opened:
        try:
            parts = unpacked(raw["packed"])
            is_known = _can_be_read(parts)
        except (ValueError, _NotRead):
            is_known = False
        if not is_known:
            raise NewerPlan
        opened.update(parts)
    return (opened, raw)


def _read_version(raw: object) -> Version:
    if not isinstance(raw, dict):
        raise _NotRead
    return _version_of(raw, _rest(raw, _VERSION_KEYS))


def _version_of(raw: Mapping[str, Any], extra: dict[str, Any]) -> Version:
    if not _is_version(raw):
        raise _NotRead
    get = raw.get
    who = {"by": get("by", ME), "device": get("device", ""), "day": get("day", "")}
    text = {"content": raw["content"], "revision": raw["revision"], **who}
    return made(Version, {**text, "phrase": get("phrase") or None, "extra": extra})


def _is_version(raw: object) -> bool:
    if isinstance(raw, dict) and tuple(raw) == _AS_WRITTEN and tuple(map(type, raw.values())) == _WRITTEN_TYPES:
        return True  # nearly all are, and this is told soon
    if not isinstance(raw, dict) or not isinstance(raw.get("content"), dict):
        return False
    get = raw.get
    texts = (get("revision"), get("by", ""), get("device", ""), get("day", ""), get("phrase", ""))
    return _TEXT.issuperset(map(type, texts))


def _read_try(raw: object) -> Try:
    if not isinstance(raw, dict):
        raise _NotRead
    fields = {
        "day": _text(raw, "day", ""),
        "outcome": _text(raw, "outcome"),
        "revision": _text(raw, "revision", ""),
        "extra": _rest(raw, _TRY_KEYS),
    }
    return made(Try, fields)


def _text(raw: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = raw.get(key, default)
    if not isinstance(value, str):
        raise _NotRead
    return value


def _all(raw: Mapping[str, Any], key: str, read: Callable[[object], Read]) -> tuple[Read, ...]:
    return tuple(map(read, _list(raw, key))) if key in raw else ()


def _list(raw: Mapping[str, Any], key: str) -> Sequence[Any]:
    found = raw.get(key, ())
    if not isinstance(found, list | tuple):
        raise _NotRead
    return found


def _counts(raw: object) -> dict[str, int]:
    if not isinstance(raw, dict) or not all(type(count) is int for count in raw.values()):
        raise _NotRead
    return raw


def _rest(raw: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    return {} if known.issuperset(raw) else {key: value for key, value in raw.items() if key not in known}

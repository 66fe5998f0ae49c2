"""An OpenAPI 3.1 document of the addresses that phones ask, for a machine that makes requests of it.

The program has none: nobody else is to build on these addresses. Here it says what well-formed requests are.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pwa import i18n
from pwa.plan.parsing import OUTCOMES
from pwa.plan.section import Field, FieldType, Kind
from pwa.plan.sections import BY_ID

MARKER = "canary-fuzzed-words"
SLOT = "abcdefgh"
FILE = {"format": "pocket-plan", "version": 1, "sections": {}}

Schema = dict[str, Any]

_ID = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
_COPY_ID = {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"}
_PROOF = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}$"}
_DAY = {"type": "string", "format": "date"}
_TEXT = {"type": "string", "pattern": f"^{MARKER}[\\s\\S]{{0,40}}$"}
_KEY = {"type": "string", "pattern": "^[A-Za-z0-9_-]{43}=$"}
_TICKET: Schema = {"ticket": _ID, "secret": _PROOF}
_READY: Schema = {"ticket": _ID, "token": _PROOF}
_PIN = {
    "secret": _KEY, "salt": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}==$"}, "storage": _KEY, "proof": _KEY,
    "rounds": {"type": "integer", "minimum": 600_000, "maximum": 1_000_000},
    "seconds": {"type": "integer", "minimum": 0, "maximum": 3_600},
}  # fmt: skip
_COUNTRY = {"enum": ["GB", "DE", "IN"]}
_VALUES: Mapping[FieldType, Schema] = {
    FieldType.PHONES: {
        "type": "array",
        "items": {"type": "object", "properties": {"number": _TEXT, "for": {"type": "array", "items": _TEXT}}},
        "maxItems": 2,
    },
    FieldType.TEXTS: {"type": "array", "items": _TEXT, "maxItems": 3},
    FieldType.VIEWS: {
        "type": "array",
        "items": {"type": "object", "properties": dict.fromkeys(("by", "view", "source", "sure"), _TEXT)},
        "maxItems": 2,
    },
    FieldType.YES: {"type": "boolean"},
    FieldType.DATE: _DAY,
    FieldType.MONTH: {"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"},
    FieldType.ENTRY: _ID,
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What an owner and a reader have: with it requests go all the way, without it they are a stranger's.

    Args:
        doomed: cookies of other plans, which may be deleted.
        copy: the id of a copy and the proof of its key.
        locked: the same of a copy with a passcode.
        entries: ids of entries in the plan.
        revisions: names of changes in the plan.
    """

    cookie: str
    doomed: tuple[str, ...]
    plan: str
    code: str
    copy: tuple[str, str]
    locked: tuple[str, str]
    passcode: str
    entries: tuple[str, ...]
    revisions: tuple[str, ...]


def document(known: Known | None = None) -> dict[str, Any]:
    """The document; with ``known`` it allows no ids but those that are there."""
    paths = {**_plans(known), **_copies(known), **_public()}
    return {"openapi": "3.1.0", "info": {"title": "Addresses of the phone", "version": "1"}, "paths": paths}


def _plans(known: Known | None) -> dict[str, Any]:
    start = _body({"language": _languages(), "region": _COUNTRY}, "language")
    code = _body({"code": {"enum": [known.code]} if known else _TEXT, "attempt": _TEXT}, "code")
    batch = {"type": "array", "items": _change(known), "minItems": 1, "maxItems": 2}
    changes = {"plan": {"enum": [known.plan]} if known else _ID, "outbox": _ID, "changes": batch}
    slot = _parameter("path", "slot", {"enum": ["mine", SLOT]} if known else {"type": "string"})
    etag = _parameter("header", "If-None-Match", {"enum": ['"1-0123456789abcdef"']}, required=False)
    maybe = [_cookie(known and (known.cookie, "none"))]
    mine, doomed = [slot, _cookie(known and (known.cookie,))], [slot, _cookie(known and known.doomed)]
    return {
        "/api/plans": {"post": {"parameters": maybe, **start, **_answers(201)}},
        "/api/recovery": {"post": {"parameters": maybe, **code, **_answers(200)}},
        "/api/devices": {"post": {"parameters": maybe, **_body(_TICKET, *_TICKET), **_answers(404)}},
        "/api/devices/ready": {"post": {"parameters": maybe, **_body(_READY, *_READY), **_answers(404)}},
        "/api/helpers": {"post": {**_body({"secret": _PROOF}, "secret"), **_answers(404)}},
        "/api/devices/forget": {
            "post": {"parameters": [_cookie(known and known.doomed)], **_body({}), **_answers(200)}
        },
        "/api/plans/{slot}": {
            "get": {"parameters": [*mine, etag], **_answers(200)},
            "delete": {"parameters": doomed, **_body({"sure": {"const": True}}, "sure"), **_answers(204)},
        },
        "/api/plans/{slot}/earlier": {"get": {"parameters": mine, **_answers(200)}},
        "/api/plans/{slot}/changes": {"post": {"parameters": mine, **_body(changes, *changes), **_answers(200)}},
        "/api/plans/{slot}/pin": {"post": {"parameters": doomed, **_body(_PIN, *_PIN), **_answers(409)}},  # no code
        "/api/plans/{slot}/unlock": {
            "post": {"parameters": mine, **_body({name: _PIN[name] for name in ("secret", "seconds")}), **_answers(204)}
        },
        "/api/plans/{slot}/prove": {
            "post": {"parameters": mine, **_body({name: _PIN[name] for name in ("secret", "proof")}), **_answers(204)}
        },
        "/api/plans/{slot}/lock": {"post": {"parameters": mine, **_body({}), **_answers(204)}},
        **_files(known, mine),
        **_pictures(mine),
    }


def _files(known: Known | None, mine: list[Schema]) -> dict[str, Any]:
    # A passphrase costs seconds; what is typed there is tried in tests of its own.
    none = {"passphrase": {"type": "null"}}
    file = {"file": {"enum": [b64encode(json.dumps(FILE).encode()).decode()]} if known else _TEXT, **none}
    how = {"how": {"const": "join"}}  # an empty file in place of the plan would take the words that others look for
    bodies = {
        "": _body({**none, "to_read": {"type": "boolean"}}),
        "/look": _body(file, "file"),
        "/bring": _body({**file, **how}, "file", "how"),
    }
    return {
        f"/api/plans/{{slot}}/file{what}": {"post": {"parameters": mine, **body, **_answers(200)}}
        for what, body in bodies.items()
    }


def _pictures(mine: list[Schema]) -> dict[str, Any]:
    # No random bytes are a picture: one that is taken is tried in tests of its own.
    anything = {"requestBody": {"required": True, "content": {"image/webp": {"schema": {"type": "string"}}}}}
    one = [*mine, _parameter("path", "picture_id", _ID)]
    return {
        "/api/plans/{slot}/pictures": {"post": {"parameters": mine, **anything, **_answers(415)}},
        "/api/plans/{slot}/pictures/{picture_id}": {
            "get": {"parameters": one, **_answers(404)},
            "put": {
                "parameters": one,
                **_body({"words": {"type": "string", "maxLength": 200}}, "words"),
                **_answers(404),
            },
            "delete": {"parameters": one, **_body({"sure": {"const": True}}, "sure"), **_answers(204)},
        },
    }


def _copies(known: Known | None) -> dict[str, Any]:
    known_id, known_proof = ({"enum": [one]} for one in known.copy) if known else (_COPY_ID, _PROOF)
    copy_id = {"parameters": [_parameter("path", "copy_id", known_id)]}
    shown = {
        "proof": known_proof,
        "passcode": {"enum": [known.passcode, MARKER]} if known else _TEXT,
        "keeping": _ID,
    }
    kept = {name: schema for name, schema in shown.items() if name != "passcode"}
    return {
        "/api/copies/{copy_id}/open": {"post": {**copy_id, **_body(shown, "proof"), **_answers(200)}},
        "/api/copies/{copy_id}/keeping": {"delete": {**copy_id, **_body(kept, *kept), **_answers(204)}},
    }


def _public() -> dict[str, Any]:
    language = _parameter("path", "language", _languages())
    asked = _parameter("query", "language", _languages(), required=False)
    country = _parameter("path", "country", _COUNTRY)
    region = _parameter("query", "region", {"enum": ["", "GB-SCT", "IN-KA", MARKER]}, required=False)
    zone = _parameter("path", "zone", {"enum": ["Europe/London", "UTC", "Nowhere"]})
    name = _parameter("query", "name", _TEXT, required=False)
    parameters: dict[str, list[Schema]] = {
        "/healthz": [],
        "/manifest.webmanifest": [asked, name],
        "/sections.json": [],
        "/s/sections.json": [],
        "/i18n/{language}.json": [language],
        "/i18n/{language}/phrases.json": [language],
        "/i18n/{language}/example.json": [language],
        "/lines/countries.json": [asked],
        "/lines/here.json": [asked],
        "/lines/{country}.json": [country, region, asked],
        "/lines/at/{zone}.json": [zone, asked],
    }
    return {path: {"get": {"parameters": those, **_answers(200)}} for path, those in parameters.items()}


def _change(known: Known | None) -> Schema:
    """A change without its revision, which may be left out: it follows from outbox and number."""
    entry, revision = _ID, {"type": "string", "pattern": "^[0-9a-f]{32}:[1-9][0-9]{0,3}$"}
    if known:
        entry, revision = {"enum": [*known.entries]}, {"enum": [*known.revisions]}
    any_section, based = {"enum": [*BY_ID]}, {"based_on": revision}
    kinds = [
        _kind("move", any_section, entry, after={"anyOf": [entry, {"type": "null"}]}),
        _kind("put_away", any_section, entry, **based),
        _kind("delete", any_section, entry, settles={"type": "array", "items": revision, "maxItems": 2}, **based),
        _kind("bring_back", any_section, entry, whole=_whole(entry, revision)),
        _kind("only_me", any_section, entry, on={"type": "boolean"}),
        _kind("tick", {"enum": [one.id for one in BY_ID.values() if one.kind is Kind.STEPS]}, entry,
              outcome={"enum": [*OUTCOMES]}),
    ]  # fmt: skip
    for section in BY_ID.values():
        is_this, content = {"const": section.id}, _object({field.name: _value(field) for field in section.fields})
        if section.kind is not Kind.FIELDS:
            kinds.append(_kind("add", is_this, _ID, content=content))
            kinds.append(_kind("edit", is_this, entry, content=content, **based))
        for field in section.named:
            name = {"const": field.name}
            kinds.append(_kind("set_field", is_this, name, value=_value(field), based_on={"type": "null"}))
    return {"anyOf": kinds}


def _whole(entry: Schema, revision: Schema) -> Schema:
    """A deleted entry that comes back, with its texts and tries."""
    texts = {"type": "object", "properties": {"text": _TEXT, "name": _TEXT, "what": _TEXT}}
    version = {"content": texts, "revision": revision, "by": {"enum": ["me", "friend"]}, "day": _DAY}
    versions = {"type": "array", "items": _object(version, "content", "revision"), "maxItems": 2}
    one_try = {"day": _DAY, "outcome": {"enum": [*OUTCOMES]}, "revision": revision}
    tries = {"type": "array", "items": _object(one_try, *one_try), "maxItems": 2}
    flags = {name: {"type": "boolean"} for name in ("away", "only_me")}
    parts = {**version, "id": entry, "rivals": versions, "earlier": versions, "tries": tries, **flags}
    return _object(parts, "id", "content", "revision")


def _kind(kind: str, section: Schema, entry: Schema, **more: Schema) -> Schema:
    always = {"seq": {"enum": [1, 2]}, "kind": {"const": kind}, "section": section, "entry": entry, **more}
    return _object({**always, "day": _DAY}, *always)


def _value(field: Field) -> Schema:
    return {"enum": [*field.choices]} if field.choices else _VALUES.get(field.type, _TEXT)


def _object(properties: Mapping[str, Schema], *required: str) -> Schema:
    named = {"properties": dict(properties), "required": list(required)}
    return {"type": "object", **named, "additionalProperties": False}


def _body(properties: Mapping[str, Schema], *required: str) -> Schema:
    content = {"application/json": {"schema": _object(properties, *required)}}
    return {"requestBody": {"required": True, "content": content}}


def _parameter(where: str, name: str, schema: Schema, *, required: bool = True) -> Schema:
    return {"in": where, "name": name, "schema": schema, "required": required}


def _cookie(values: tuple[str, ...] | None) -> Schema:
    return _parameter(
        "cookie", f"p_{SLOT}", {"enum": [*values]} if values else {"type": "string", "pattern": "^[a-z0-9.]{1,99}$"}
    )


def _languages() -> Schema:
    return {"enum": [language.tag for language in i18n.languages()]}


def _answers(status: int) -> Schema:
    return {"responses": {str(status): {"description": "done"}}}

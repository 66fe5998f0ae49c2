"""A plan with everything that a copy has to leave out, and what is settled for copies of it."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from pwa.plan.model import Plan
from pwa.plan.section import FieldType, Kind
from pwa.plan.sections import SECTIONS, Section
from pwa.share.terms import Terms
from tests.unit.plan.making import OUTBOX, entry_id, plan_of, raw

SAM = Terms(label="my sister", name="Sam", until="2027-02-25", names=(entry_id(1),))
EVERYTHING = tuple(section.id for section in SECTIONS)
ONLY_ME, PUT_AWAY = "only-me-words", "put-away-words"


def canary(section: str, field: str) -> str:
    return f"canary-{section}-{field}-words"


def canaries() -> list[dict[str, Any]]:
    """In each text of each section words that say where they are from; in each list one *only me*, one put away."""
    seqs = count(1)
    settings = {"language": "en", "region": "GB"}
    made = [named("settings", key, value, next(seqs)) for key, value in settings.items()]
    for section in SECTIONS:
        made += _of_section(section, seqs)
    return made


def plan_of_canaries() -> Plan:
    return plan_of(*canaries())


def named(section: str, field: str, value: object, seq: int) -> dict[str, Any]:
    return raw("set_field", section, field, seq=seq, value=value, based_on=None)


def adding(text: str, seq: int) -> dict[str, object]:
    return raw("add", "coping", 1000 + seq, seq=seq, outbox="c" * 32, content={"text": text})


def words(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _of_section(section: Section, seqs: Iterator[int]) -> Iterator[dict[str, Any]]:
    for field in section.named:
        value = "yes" if field.choices else _value(section.id, field.name, field.type)
        yield named(section.id, field.name, value, next(seqs))
    if section.kind is Kind.FIELDS:
        return
    needed = next(field.name for field in section.fields if field.required)
    content = {
        field.name: _value(section.id, field.name, field.type)
        for field in section.fields
        if field.choices is None and field.type is not FieldType.ENTRY
    }
    for number, text in enumerate((content, {needed: ONLY_ME}, {needed: PUT_AWAY}), 1):
        seq = next(seqs)
        yield raw("add", section.id, number, seq=seq, content=text)
    yield raw("only_me", section.id, 2, seq=next(seqs), on=True)
    yield raw("put_away", section.id, 3, seq=next(seqs), based_on=f"{OUTBOX}:{seq}")


def _value(section: str, name: str, kind: FieldType) -> Any:
    text = canary(section, name)
    shapes: dict[FieldType, Any] = {
        FieldType.PHONES: [{"number": f"0800 {text}", "for": ["call"]}],
        FieldType.TEXTS: [text],
        FieldType.VIEWS: [{"by": text, "view": text}],
        FieldType.YES: True,
        FieldType.DATE: "2026-01-31",
        FieldType.MONTH: "2024-03",
    }
    return shapes.get(kind, text)

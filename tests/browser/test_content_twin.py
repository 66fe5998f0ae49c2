"""What is typed on a phone is cleaned, judged and measured there exactly as the server does it."""

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from pwa.errors import PocketPlanError
from pwa.plan.changes import apply, parse_change
from pwa.plan.content import parse_content
from pwa.plan.limits import ENTRY_CHARACTERS, NOTES_BYTES, PLAN_BYTES, WHOLE_ENTRY_CHARACTERS
from pwa.plan.section import Field, FieldType
from pwa.plan.sections import SECTIONS
from pwa.plan.stored import plan_as_json, read_plan, size_bytes
from pwa.plan.text import clean
from tests.browser.twin import Twin, opened
from tests.conftest import Server
from tests.unit.plan.making import add, plan_of, raw

HARD = json.loads((Path(__file__).parents[1] / "plans" / "hard.json").read_text("utf-8"))
BLOCK = 0x1000
# One of each class that ``text.py`` speaks of, and what stands at their edges.
SPECIAL = (
    "a", "é", "e\u0301", "\u1100\u1161", "🚀", "\U0001f3f4", "\U000e0067", "\U000e007f", "\U000e0001",
    "\ud83d", "\ude80", "\r\n", "\n", "\v", "\f", "\r", "\x85", "\u2028", "\u2029", "\t", " ", "\xa0",
    "\u3000", "\x00", "\x1f", "\x7f",
    "\x9f", "\u180e", "\u200b", "\u2060", "\u206f", "\ufeff", "\ufff9", "\u202e", "\u2069", "\ufdd0", "\uffff",
    "\xad", "\u034f", "\u061c", "\u115f", "\u17b4", "\u180b", "\u200c", "\u200d", "\u200f", "\u2800", "\u3164",
    "\ufe0f", "\uffa0", "\U000e0100", "\u0323\u0307", "\u0958", "\u2126",
)  # fmt: skip
KEPT = """({ parseContent }, all) => all.map(({ fields, raw }) => {
    try { return parseContent(fields, raw); } catch (error) { return { reason: error.reason }; }
})"""
CLEAN = "({ clean }, all) => all.map((text) => [clean(text, { lines: false }), clean(text, { lines: true })])"
CLEAN_BLOCKS = """async ({ clean }, size) => {
    const digests = [];
    for (let first = 0; first < 0x110000; first += size) {
        const points = Array.from({ length: size }, (_, at) => String.fromCodePoint(first + at));
        const text = clean(points.map((point) => `.${point}`).join(""), { lines: true });
        const alone = points.map((point) => (clean(point) === "" ? "0" : "1")).join("");
        const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text + alone));
        digests.push([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    }
    return digests;
}"""
ODD: dict[FieldType, tuple[Any, ...]] = {
    FieldType.TEXT: (" tea\n", "\u200b", "x" * ENTRY_CHARACTERS, "🚀" * ENTRY_CHARACTERS + "x"),
    FieldType.LONG: ("one\r\ntwo", "x" * (ENTRY_CHARACTERS + 1)),
    FieldType.PHONE: (" 112 ", "\u3164"),
    FieldType.PHONES: (
        [{"number": " 112 "}], [{"number": "1", "for": ["text", "call"]}], [{"number": "1", "for": ["fax"]}], [{}],
        [{"number": None}], [{"number": "1", "for": "call"}], [{"number": "1", "for": [[]]}], [7],
        [{"number": ""}] * 201,
    ),
    FieldType.TEXTS: (["Jo", " ", "\u200b"], ["x" * 1999] * 11, ["x" * 2000] * 10, [None], ["x"] * 201, [["x"]]),
    FieldType.CHOICE: ("me", "yes", "no", "toString", "__proto__", "agreed"),
    FieldType.YES: (True, False),
    FieldType.DATE: (
        "2026-02-28", "2026-02-29", "2024-02-29", "1900-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2026-13-01",
        "2026-04-31", "2026-1-1", "2026-01-01\n", " 2026-01-01", "٢٠٢٦-٠١-٠١", "2026-01-00",
    ),
    FieldType.MONTH: ("2026", "2026-02", "2026-13", "2026-00", "0000", "0000-05", "2026-02-30", "2026-02-28", "2026\n"),
    FieldType.ENTRY: ("0" * 32, "0" * 31, "A" * 32, "0" * 32 + "\n"),
    FieldType.VIEWS: (
        [{"by": " Jo ", "view": "a\nb", "sure": ""}], [{"by": None}], [{}], [{"view": "x" * 2001}], ["x"],
        [{"by": "x" * 2000, "view": "y" * 2000, "source": "z" * 2000}] * 4,
    ),
}  # fmt: skip
ANY = (None, "", "x", 7, 1.5, True, [], {}, [""], [{}])


@pytest.fixture(scope="module")
def twin(chromium: Browser, shared_server: Server) -> Iterator[Twin]:
    with opened(chromium, shared_server) as twin:
        yield twin


def texts_in(value: Any) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in texts_in(part)]


def test_text_is_cleaned_as_on_the_server(twin: Twin) -> None:
    dice = random.Random(3)
    mixed = ["".join(dice.choices(SPECIAL, k=dice.randint(1, 8))) for _ in range(5000)]
    # As JSON brings them: there two halves that meet are one character.
    texts = json.loads(json.dumps([*texts_in(HARD), *SPECIAL, *(f"a{one}b" for one in SPECIAL), *mixed]))
    found = twin.ask(CLEAN, texts)
    expected = [[clean(text, lines=False), clean(text, lines=True)] for text in texts]
    assert [(text, *two) for text, *two in zip(texts, found, expected, strict=True) if two[0] != two[1]] == []


def test_every_character_is_kept_or_left_out_as_on_the_server(twin: Twin) -> None:
    expected = []
    for first in range(0, 0x110000, BLOCK):
        points = [chr(point) for point in range(first, first + BLOCK)]
        alone = "".join("1" if clean(point, lines=False) else "0" for point in points)
        text = clean("".join(f".{point}" for point in points), lines=True) + alone
        expected.append(hashlib.sha256(text.encode()).hexdigest())
    found = twin.ask(CLEAN_BLOCKS, BLOCK)
    assert [hex(at * BLOCK) for at, two in enumerate(zip(found, expected, strict=True)) if two[0] != two[1]] == []


def as_json(field: Field) -> dict[str, Any]:
    """A field as a phone knows it, those that stay at the desk among them."""
    kept = {"name": field.name, "type": field.type.value, "required": field.required, "pocket": field.pocket}
    return {**kept, "choices": dict(field.choices) if field.choices else None}


def judged(fields: tuple[Field, ...], given: object) -> dict[str, Any]:
    """What the server says of a content."""
    try:
        return {"content": parse_content(fields, given)}
    except PocketPlanError as error:
        return {"reason": error.reason}


def test_content_is_kept_or_refused_for_the_same_reason(twin: Twin) -> None:
    dice = random.Random(5)
    asked: list[tuple[tuple[Field, ...], Any]] = []
    for fields in [one for section in SECTIONS for one in (section.fields, section.answers) if one]:
        asked += [(fields, given) for given in ANY]
        for field in fields:
            asked += [((field,), {field.name: value}) for value in (*ODD[field.type], *ANY)]
        for _ in range(40):
            asked.append((fields, {f.name: dice.choice((*ODD[f.type], *ANY)) for f in fields if dice.random() < 0.5}))
    found = twin.ask(KEPT, [{"fields": [as_json(one) for one in fields], "raw": given} for fields, given in asked])
    expected = [judged(fields, given) for fields, given in asked]
    wrong = [(given, *two) for (_, given), *two in zip(asked, found, expected, strict=True) if two[0] != two[1]]
    assert wrong == []
    reasons = {one.get("reason") for one in expected}
    limits = {"entry_too_long", "entry_too_full", "too_many_entries"}
    assert reasons == {None, "missing", "wrong_type", "bad_id", "bad_choice", "bad_day", *limits}


def test_what_a_newer_version_wrote_stays_when_something_else_is_edited(twin: Twin) -> None:
    contacts = next(section for section in SECTIONS if section.id == "contacts")
    phones = [{"number": "112", "for": ["call", "video"], "label": "work"}]
    before = {"name": "Jo", "phones": phones, "mood": {"deep": [1]}, "__proto__": "x"}
    given = {"fields": [as_json(one) for one in contacts.fields], "raw": {**before, "name": " Jo B "}, "before": before}
    script = "({ parseContent }, { fields, raw, before }) => parseContent(fields, raw, { before })"
    assert twin.ask(script, given) == {"content": {**before, "name": "Jo B"}}
    refused = (
        "({ parseContent }, given) => { try { parseContent(given.fields, given.raw) } catch (e) { return e.reason } }"
    )
    assert twin.ask(refused, given) == "bad_choice"
    full = {**given, "raw": {"name": "Jo", "mood": ["x" * 1999] * (WHOLE_ENTRY_CHARACTERS // 1999 + 1)}}
    assert twin.ask(refused, full) == "entry_too_full"


def test_a_plan_is_full_at_the_same_byte(twin: Twin) -> None:
    texts = [f'{sign}"\\/' * 480 for sign in ("x", "é", "語", "🚀")]
    plan = plan_of(*(add("coping", number, text=texts[number % 4][:1900]) for number in range(1, 60)))
    stored = {**plan_as_json(plan), "newer": '\x01\x7f\n\u2028"\\/é'}
    left = PLAN_BYTES - size_bytes(read_plan(stored)) - len(json.dumps("")) - 1
    stored = {**stored, "filled": "x" * (left - len('"filled":') - 10)}
    asked = []
    for length in range(1, 20):
        edit = raw("edit", "coping", 1, 90, content={"text": texts[1][:1900] + "y" * length}, based_on=f"{'a' * 32}:1")
        asked.append({"plan": stored, "change": edit})
        asked.append({"plan": {**stored, "filled": stored["filled"] + "x" * 30}, "change": edit})
    shorter = raw("edit", "coping", 1, 90, content={"text": "short"}, based_on=f"{'a' * 32}:1")
    asked.append({"plan": {**stored, "filled": stored["filled"] + "x" * 30}, "change": shorter})
    sizes = (
        "({ readPlan, sizeBytes, sections }, plan) => sizeBytes(readPlan(plan, new Set(sections.map(({ id }) => id))))"
    )
    assert twin.ask(sizes, stored) == size_bytes(read_plan(stored))
    outcomes = "({ apply, sections }, all) => all.map(({ plan, change }) => apply(plan, change, sections).outcome)"
    expected = [apply(read_plan(one["plan"]), parse_change(one["change"])).outcome.as_json() for one in asked]
    assert twin.ask(outcomes, asked) == expected
    assert {one["result"] for one in expected[::2]} == {"done", "refused"}
    assert expected[-1] == {"result": "done"}


def test_notes_fill_a_room_of_their_own_at_the_same_byte(twin: Twin) -> None:
    day = {"day": "2026-11-02", "note": "é" * 1_900}
    notes = (raw("add", "days", number, number, content=day) for number in range(1, 265))
    plan = plan_of(*notes, add("coping", 900, text="tea"))
    left = NOTES_BYTES - size_bytes(plan, "days")
    stored = plan_as_json(plan)
    asked = [raw("add", "coping", 901, 901, content={"text": "tea"})]
    for length in range(140):
        note = "é" * ((left - 300) // 2) + "y" * length
        asked.append(raw("add", "days", 902, 902, content={"day": "2026-11-02", "note": note}))
    outcomes = "({ apply, sections }, [plan, all]) => all.map((change) => apply(plan, change, sections).outcome)"
    expected = [apply(plan, parse_change(one)).outcome.as_json() for one in asked]
    assert twin.ask(outcomes, [stored, asked]) == expected
    assert {one["result"] for one in expected} == {"done", "refused"}
    assert expected[0] == {"result": "done"}

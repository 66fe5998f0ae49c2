"""A plan as a file: nothing is lost on the way out and in again, and nothing comes in that is not a plan."""

import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pwa.plan.bringing_in import How, brought_in
from pwa.plan.change import InvalidChange
from pwa.plan.changes import apply, parse_change
from pwa.plan.limits import FILE_BYTES, OverLimit
from pwa.plan.model import Plan, PlanSections
from pwa.plan.plan_file import NoPlanFile, is_too_large, leaves_out, plan_as_file, read_plan_file
from pwa.plan.section import Kind
from pwa.plan.sections import SECTIONS
from pwa.plan.stored import read_plan
from pwa.plan.typed import raw_changes
from tests.faults.test_no_word_leaks import content_of
from tests.unit.plan.making import OUTBOX, add, applied, entry_id, plan_of, raw
from tests.unit.plan.test_nothing_is_lost import changes
from tests.unit.plan.test_typed_plans import shorthand

DAY = "2026-11-29"
DEVICE = "d" * 32
SCHEMA = jsonschema_rs.Draft202012Validator(
    json.loads((files("pwa.plan") / "plan_file.schema.json").read_text("utf-8")), validate_formats=True
)


def typed(name: str) -> Plan:
    """A plan of the shorthand; what can't be taken of the hard one is left out."""
    plan = plan_of()
    for _, one in raw_changes(shorthand(name), day="2026-11-01"):
        try:
            plan = apply(plan, parse_change({**one, "device": DEVICE})).plan
        except (InvalidChange, OverLimit):
            assert name == "hard"
    return plan


def lived_in() -> Plan:
    """The full plan after a year: changed, put away, written in two places, tried, told by others, only for me."""
    plan = typed("full.en")
    steps = plan.entries("coping")
    first, second, third = (one.id for one in steps[:3])
    about, told = plan.entry("about", "seen_by"), plan.entries("past")[0]
    assert about
    plan = applied(
        plan,
        raw("edit", "coping", first, 1, content={"text": "Feet on the floor"}, based_on=steps[0].now.revision, day=DAY),
        raw("edit", "coping", second, 2, content={"text": "Cold water"}, based_on=f"{'f' * 32}:7", by="grace"),
        raw("put_away", "coping", third, 3, based_on=steps[2].now.revision),
        raw("tick", "coping", first, 4, outcome="helped", day=DAY),
        raw("only_me", "past", told.id, 5, on=True),
        raw("set_field", "about", "seen_by", 6, value=None, based_on=about.now.revision),
        raw("set_field", "past", "money", 7, value="rather_not_say", based_on=None),
        raw("set_field", "settings", "shared_phone", 8, value="sometimes", based_on=None),
        raw("set_field", "settings", "region", 9, value="PL", based_on=None),
        raw("set_field", "settings", "language", 10, value="pl", based_on=None),
    ).plan
    for number, section in enumerate(SECTIONS, 50):
        if section.kind is not Kind.FIELDS:
            plan = applied(plan, raw("add", section.id, number, number, content=content_of(section))).plan
    return plan


PLANS = {**{name: typed(name) for name in ("full.en", "short.ar", "one.en", "hard")}, "lived in": lived_in()}


def as_bytes(plan: Plan) -> bytes:
    return orjson.dumps(plan_as_file(plan, DAY))


def again(plan: Plan, into: Plan | None = None, how: How = How.REPLACE) -> Plan:
    """What another plan is after the file of this one came into it."""
    return brought_in(into or Plan(id="2" * 32), read_plan_file(as_bytes(plan)), how, "e" * 32)


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("name", PLANS)
def test_a_round_trip_into_an_empty_plan_loses_nothing(name: str, how: How) -> None:
    assert plan_as_file(again(PLANS[name], how=how), DAY) == plan_as_file(PLANS[name], DAY)


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("name", PLANS)
def test_a_plan_brought_into_itself_stays_as_it_is(name: str, how: How) -> None:
    assert plan_as_file(again(PLANS[name], PLANS[name], how), DAY) == plan_as_file(PLANS[name], DAY)


@pytest.mark.parametrize("name", PLANS)
def test_the_schema_describes_the_file(name: str) -> None:
    assert [str(error) for error in SCHEMA.iter_errors(plan_as_file(PLANS[name], DAY))] == []


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_happened_to_a_plan_it_goes_out_and_in_again(data: st.DataObject) -> None:
    plan = plan_of()
    for seq in range(1, data.draw(st.integers(1, 12)) + 1):
        plan = apply(plan, parse_change(data.draw(changes(plan, seq)))).plan
    assert SCHEMA.is_valid(plan_as_file(plan, DAY))
    assert plan_as_file(again(plan), DAY) == plan_as_file(plan, DAY)


def test_no_device_no_id_and_no_unknown_key_stands_in_it() -> None:
    plan = lived_in()
    assert DEVICE in str(plan.sections["coping"])
    (first, *_) = plan.entries("coping")
    secret = {"key": "SECRET-KEY"}
    newer = replace(first, extra=secret, now=replace(first.now, extra=secret, content={**first.now.content, **secret}))
    odd = plan.with_entries("coping", (newer, *plan.entries("coping")[1:]))
    told = as_bytes(replace(odd, extra={"copies": [secret]}, unread={"coping_2": [secret]})).decode()
    assert first.now.content["text"] in told
    for hidden in (DEVICE, "SECRET", plan.id, "device"):
        assert hidden not in told.replace("other device", "")


def test_it_is_known_when_a_newer_version_wrote_something_that_is_left_out() -> None:
    plan = lived_in()
    assert not leaves_out(plan)
    (first, *rest) = plan.entries("coping")
    assert leaves_out(replace(plan, extra={"new": 1}))
    assert leaves_out(plan.with_entries("coping", (replace(first, extra={"new": 1}), *rest)))
    assert leaves_out(replace(plan, unread={"dreams": [{}]}))
    assert leaves_out(read_plan({"id": "1" * 32, "sections": {"coping": [7]}}))


def test_it_is_known_when_a_file_is_too_large_to_come_in_again() -> None:
    (entry,) = plan_of(add("coping", 1, text="Tea")).entries("coping")
    for count, is_large in ((1_000, False), (24_000, True)):
        texts = (replace(entry.now, revision=f"{OUTBOX}:{seq}", content={"text": "x" * 20}) for seq in range(1, count))
        plan = plan_of().with_entries("coping", (replace(entry, earlier=tuple(texts)),))
        assert is_too_large(plan) == is_large
        assert (len(as_bytes(plan)) > FILE_BYTES) == is_large


def changed(**parts: Any) -> dict[str, Any]:
    return {**plan_as_file(plan_of(add("coping", 1, text="Tea")), DAY), **parts}


def with_entry(**parts: Any) -> dict[str, Any]:
    entry = {"id": entry_id(1), "content": {"text": "Tea"}, "revision": f"{OUTBOX}:1", **parts}
    return changed(sections={"coping": [entry]})


TEXT = {"content": {"text": "Tea"}, "revision": f"{OUTBOX}:9"}
NOT_A_PLAN: dict[str, Any] = {
    "a list": [],
    "another format": changed(format="notes"),
    "no version": {key: value for key, value in changed().items() if key != "version"},
    "version yes": changed(version=True),
    "version 0": changed(version=0),
    "one key more": changed(keys=[]),
    "a day that is none": changed(day="2026-02-30"),
    "an unknown section": changed(sections={"dreams": []}),
    "sections in a list": changed(sections=[]),
    "a section that is none": changed(sections={"coping": {}}),
    "an entry that is none": changed(sections={"coping": [None]}),
    "an unknown key": with_entry(device=DEVICE),
    "an unknown key in a text": with_entry(earlier=[{**TEXT, "device": DEVICE}]),
    "an unknown field": with_entry(content={"text": "Tea", "html": "x"}),
    "an unknown field in an earlier text": with_entry(earlier=[{**TEXT, "content": {"text": "Tea", "x": "y"}}]),
    "an id in a list": with_entry(id=[entry_id(1)]),
    "an id that is none": with_entry(id="coping"),
    "no words": with_entry(content={}),
    "words that are a number": with_entry(content={"text": 7}),
    "a revision that is none": with_entry(revision="1"),
    "a voice that is none": with_entry(by="<b>"),
    "away perhaps": with_entry(away="yes"),
    "a try that is none": with_entry(tries=[{"outcome": "cured", "revision": f"{OUTBOX}:9"}]),
    "a try of what is no step": changed(
        sections={"safe": [{"id": entry_id(1), **TEXT, "tries": [{"outcome": "helped", "revision": f"{OUTBOX}:9"}]}]}
    ),
    "earlier texts in an object": with_entry(earlier={}),
    "the same entry twice": changed(sections={"coping": with_entry()["sections"]["coping"] * 2}),
    "a field that about has not": changed(
        sections={"about": [{"id": "shoe_size", "content": {"value": "7"}, "revision": f"{OUTBOX}:1"}]}
    ),
}


@pytest.mark.parametrize("name", NOT_A_PLAN)
def test_what_is_no_plan_is_refused_whole(name: str) -> None:
    with pytest.raises(NoPlanFile) as error:
        read_plan_file(orjson.dumps(NOT_A_PLAN[name]))
    assert error.value.reason == "no_plan_file"
    assert "Tea" not in str(error.value)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"{", b"null", b"[" * 100_000, b'{"format": NaN}', b'"\\ud800"'])
def test_bytes_that_are_no_json_are_refused(raw: bytes) -> None:
    with pytest.raises(NoPlanFile):
        read_plan_file(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "content"]), inner),
    max_leaves=5,
)


@settings(deadline=None, max_examples=120)
@given(st.data())
def test_one_odd_thing_anywhere_in_a_file_is_read_or_refused_on_purpose(data: st.DataObject) -> None:
    file = deepcopy(plan_as_file(PLANS["lived in"], DAY))  # lists in it are the plan's own
    place: Any = file
    while True:
        keys = [*place] if isinstance(place, dict) else [*range(len(place))]
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.integers(0, 9)) == 0:
            break
        place = place[key]
    place[key] = data.draw(JSON)
    with suppress(NoPlanFile, OverLimit):
        again_file = read_plan_file(json.dumps(file).encode())
        brought_in(plan_of(), again_file, How.JOIN, "e" * 32)


@given(st.binary(max_size=200))
def test_no_bytes_are_read_by_chance(raw: bytes) -> None:
    with pytest.raises(NoPlanFile):
        read_plan_file(raw)


def test_a_file_of_a_newer_version_says_so() -> None:
    with pytest.raises(NoPlanFile) as error:
        read_plan_file(orjson.dumps(changed(version=2, sections="told in another way")))
    assert error.value.reason == "newer_file"


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b" " * (FILE_BYTES + 1), "file_too_large"),
        (orjson.dumps(with_entry(content={"text": "x" * 2001})), "entry_too_long"),
        (orjson.dumps(changed(sections={"coping": with_entry()["sections"]["coping"] * 201})), "too_many_entries"),
        (orjson.dumps(with_entry(rivals=[TEXT] * 201)), "too_many_entries"),
    ],
)
def test_a_limit_is_named(file: bytes, reason: str) -> None:
    with pytest.raises(OverLimit) as error:
        read_plan_file(file)
    assert error.value.reason == reason


def test_a_file_of_just_the_largest_size_is_read() -> None:
    small = orjson.dumps(with_entry())
    assert read_plan_file(small + b" " * (FILE_BYTES - len(small))).sections["coping"]


def test_words_are_cleaned_as_everywhere() -> None:
    file = read_plan_file(orjson.dumps(with_entry(content={"text": "  a\u0000b \u202eevil\u202c "})))
    assert file.sections["coping"][0].now.content == {"text": "ab evil"}


def test_sections_of_a_plan_have_no_room_for_what_is_no_section() -> None:
    assert plan_as_file(Plan(id="1" * 32, sections=PlanSections({"coping": ()})), DAY)["sections"] == {}

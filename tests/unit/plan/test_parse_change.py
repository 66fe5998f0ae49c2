import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pwa.errors import PocketPlanError
from pwa.plan.changes import InvalidChange, apply, parse_change
from pwa.plan.limits import ENTRY_CHARACTERS, OverLimit
from pwa.plan.stored import entry_as_json, plan_as_json
from tests.unit.plan.making import OUTBOX, add, entry_id, plan_of, raw

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
WHOLE = {
    **{"id": entry_id(1), "content": {"text": "tea"}, "revision": f"{OUTBOX}:9"},
    **{"rivals": [{"content": {"text": "mint"}, "revision": f"{OUTBOX}:8"}], "earlier": [], "away": True},
    "tries": [{"day": "2026-01-01", "outcome": "helped", "revision": f"{OUTBOX}:7"}],
}
PHONES = [{"number": "112", "for": ["call"]}]
VALID: list[dict[str, Any]] = [
    raw("add", "contacts", 1, content={"name": "Jo", "phones": PHONES, "night": True}, after=None, phrase="p.1"),
    raw("add", "past", 1, content={"what": "it", "when": "2024-03", "kinds": ["a"], "other_views": [{"by": "Jo"}]}),
    raw("add", "choices", 1, content={"want": "sail", "look_again": "2026-12-20"}),
    raw("add", "stressor_plan", 1, content={"text": "rest", "for": entry_id(2)}),
    raw("edit", "coping", 1, content={"text": "tea"}, based_on=f"{OUTBOX}:2", settles=[f"{OUTBOX}:3"]),
    raw("edit", "coping", 1, content={"text": "tea"}, based_on=f"{OUTBOX}:2", only_me=True),
    raw("move", "coping", 1, after=entry_id(2), by="me", device="d1", day="2026-02-28"),
    raw("put_away", "coping", 1, based_on=f"{OUTBOX}:2"),
    raw("bring_back", "coping", 1, whole=WHOLE, after=None),
    raw("bring_back", "coping", 1, whole=WHOLE, if_gone=True),
    raw("delete", "coping", 1, based_on=f"{OUTBOX}:2"),
    raw("tick", "coping", 1, outcome="helped"),
    raw("set_field", "about", "date", value="2026-02-28", based_on=None),
    raw("set_field", "past", "work", value="yes", based_on=None),
    raw("only_me", "coping", 1, on=True),
    raw("suggest", "coping", 1, content={"text": "tea"}, by="c" * 32),
    raw("leave", "coping", 1, settles=[f"{OUTBOX}:2"]),
]


@pytest.mark.parametrize("change", VALID, ids=lambda change: f"{change['kind']} {change['section']}")
def test_a_whole_change_is_read(change: dict[str, Any]) -> None:
    assert parse_change(change).kind == change["kind"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ([], "wrong_type"),
        ({}, "unknown_kind"),
        (raw("paint", "coping", 1), "unknown_kind"),
        (raw("add", "dreams", 1, content={}), "unknown_section"),
        (raw("add", "coping", 1), "missing"),
        (raw("add", "coping", 1, content={"text": " \u200b"}), "missing"),
        (raw("add", "contacts", 1, content={"name": "  ", "phones": []}), "missing"),
        (raw("add", "coping", 1, content={"text": "tea", "colour": "green"}), "unknown_field"),
        (raw("add", "coping", 1, content={"text": "tea"}, colour="green"), "unknown_field"),
        (raw("add", "coping", 1, content={"text": 7}), "wrong_type"),
        (raw("add", "coping", 1, content="tea"), "wrong_type"),
        (raw("add", "coping", "one", content={"text": "tea"}), "bad_id"),
        (raw("add", "coping", 1, content={"text": "tea"}, after="one"), "bad_id"),
        (raw("add", "coping", 1, content={"text": "tea"}, phrase="<b>"), "bad_id"),
        (raw("add", "coping", 1, outbox="x", content={"text": "tea"}), "bad_id"),
        (raw("add", "coping", 1, seq=0, content={"text": "tea"}), "bad_id"),
        (raw("add", "coping", 1, content={"text": "tea"}, day="2026-02-30"), "bad_day"),
        (raw("add", "coping", 1, content={"text": "tea"}, by="x y"), "bad_id"),
        (raw("add", "contacts", 1, content={"name": "Jo", "phones": [{"number": "1", "for": ["fax"]}]}), "bad_choice"),
        (raw("add", "contacts", 1, content={"name": "Jo", "phones": [{"number": "1", "to": 1}]}), "unknown_field"),
        (raw("add", "contacts", 1, content={"name": "Jo", "night": "yes"}), "wrong_type"),
        (raw("add", "warning_signs", 1, content={"text": "x", "level": "soon"}), "bad_choice"),
        (raw("add", "choices", 1, content={"want": "x", "look_again": "soon"}), "bad_day"),
        (raw("add", "past", 1, content={"what": "x", "when": "2024-13"}), "bad_day"),
        (raw("add", "past", 1, content={"what": "x", "other_views": [{"age": "9"}]}), "unknown_field"),
        (raw("add", "stressor_plan", 1, content={"text": "x", "for": "letters"}), "bad_id"),
        (raw("add", "about", 1, content={"name_i_like": "Sam"}), "wrong_section"),
        (raw("add", "past", "work", content={"what": "x"}), "wrong_section"),
        (raw("edit", "coping", 1, content={"text": "tea"}), "missing"),
        (raw("edit", "coping", 1, content={"text": "tea"}, based_on=None), "missing"),
        (raw("edit", "coping", 1, content={"text": "tea"}, based_on="yesterday"), "bad_id"),
        (raw("move", "coping", 1), "missing"),
        (raw("delete", "coping", 1), "missing"),
        (raw("tick", "coping", 1, outcome="maybe"), "bad_choice"),
        (raw("tick", "safe", 1, outcome="helped"), "bad_choice"),
        (raw("only_me", "coping", 1, on="yes"), "wrong_type"),
        (raw("edit", "coping", 1, content={"text": "tea"}, based_on=f"{OUTBOX}:2", only_me="yes"), "wrong_type"),
        (raw("move", "coping", 1, after=None, only_me=True), "unknown_field"),
        (raw("set_field", "coping", "text", value="x", based_on=None), "wrong_section"),
        (raw("set_field", "about", "shoe_size", value="9", based_on=None), "unknown_field"),
        (raw("set_field", "past", "work", value="maybe", based_on=None), "bad_choice"),
        (raw("bring_back", "coping", 2, whole=WHOLE), "bad_id"),
    ],
)
def test_what_is_no_change_is_refused_with_its_reason(change: object, reason: str) -> None:
    with pytest.raises(InvalidChange) as error:
        parse_change(change)
    assert error.value.reason == reason


def test_a_text_of_2000_characters_is_kept_and_of_2001_refused() -> None:
    longest = "🚀" * ENTRY_CHARACTERS
    assert parse_change(add("coping", 1, text=longest + " ")).content["text"] == longest
    with pytest.raises(OverLimit) as error:
        parse_change(add("coping", 1, text=longest + "x"))
    assert error.value.reason == "entry_too_long"


def test_a_list_in_an_entry_has_a_limit() -> None:
    with pytest.raises(OverLimit) as error:
        parse_change(raw("set_field", "about", "written_with", value=["Jo"] * 201, based_on=None))
    assert error.value.reason == "too_many_entries"


def test_what_is_empty_is_left_out() -> None:
    blank = {"name": "Jo", "relation": " ", "phones": [{"number": " ", "for": ["call"]}], "say": None, "night": False}
    assert parse_change(raw("add", "contacts", 1, content=blank)).content == {"name": "Jo", "night": False}


def test_an_emptied_reason_at_the_desk_is_emptied() -> None:
    plan = plan_of(add("avoid", 1, name="Alex", why="the reason"))
    edit = raw("edit", "avoid", 1, seq=2, content={"name": "Alex", "why": ""}, based_on=f"{OUTBOX}:1")
    after = apply(plan, parse_change(edit)).plan
    assert after.entries("avoid")[0].now.content == {"name": "Alex"}


def test_a_phone_number_is_for_calls_when_nothing_is_said() -> None:
    change = parse_change(
        add("contacts", 1, name="Jo", phones=[{"number": " 112 "}, {"number": "1", "for": ["text", "call"]}])
    )
    assert change.content["phones"] == [{"number": "112", "for": ["call"]}, {"number": "1", "for": ["call", "text"]}]


def test_a_deleted_entry_with_keys_of_a_newer_version_comes_back_with_its_words() -> None:
    newer = {**WHOLE, "content": {"text": "tea", "mood": 3}, "colour": "green"}
    whole = parse_change(raw("bring_back", "coping", 1, whole=newer)).whole
    assert whole is not None
    assert entry_as_json(whole)["content"] == {"text": "tea"}
    assert len(whole.rivals) == len(whole.tries) == 1


def test_no_error_holds_what_was_typed() -> None:
    for change in (raw("add", "coping", 1, content={"canary": "canary"}), add("coping", 1, text="canary" * 999)):
        with pytest.raises(PocketPlanError) as error:
            parse_change(change)
        assert "canary" not in f"{error.value!r} {error.value} {error.value.__cause__} {error.value.__context__}"


def check(change: object) -> None:
    """A change is refused in one of two ways, or can be applied and written."""
    try:
        parsed = parse_change(change)
    except (InvalidChange, OverLimit):
        return
    plan = plan_of(add("coping", 1, text="walk"), add("contacts", 2, name="Jo"))
    json.dumps(plan_as_json(apply(plan, parsed).plan), ensure_ascii=False).encode()


@settings(deadline=None, max_examples=120)
@given(JSON)
def test_any_json_is_a_change_or_refused(data: object) -> None:
    check(data)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(VALID), st.data())
def test_any_value_in_a_change_is_taken_or_refused(change: dict[str, Any], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([*change, "by", "device", "day", "new"]))
    check({**change, key: data.draw(JSON)})


@settings(deadline=None, max_examples=200)
@given(st.sampled_from([one for one in VALID if "content" in one or "whole" in one]), st.data())
def test_any_value_in_an_entry_is_taken_or_refused(change: dict[str, Any], data: st.DataObject) -> None:
    inside = "content" if "content" in change else "whole"
    key = data.draw(st.sampled_from([*change[inside], "new"]))
    check({**change, inside: {**change[inside], key: data.draw(JSON)}})

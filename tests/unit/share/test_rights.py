"""What a helper sees, and every kind of change on every kind of entry: what they may, and what not."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from pwa.plan.change import ChangeKind
from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Plan
from pwa.plan.sections import SECTIONS
from pwa.plan.stored import plan_as_json
from pwa.share.rights import TO_READ, Rights, at_end, refusal, view
from tests.unit.plan.making import OUTBOX, add, entry_id, plan_of, raw

SAM, JO = "c" * 32, "d" * 32
EVERYTHING = Rights.of(SAM, {one.id: "write" for one in TO_READ})
WRITES = Rights.of(SAM, {"coping": "write"})
READS = Rights.of(SAM, {"coping": "read"})
OTHER = Rights.of(SAM, {"safe": "write"})

MINE, OWN, OTHERS, AWAY, ONLY_ME, NONE = range(1, 7)
WHOSE = {"the person's": MINE, "one's own": OWN, "another helper's": OTHERS, "put away": AWAY, "only me": ONLY_ME}
WHOSE |= {"none": NONE}


def a_plan() -> Plan:
    return plan_of(
        *(add("coping", number, text=f"step {number}") | by for number, by in {
            MINE: {}, OWN: {"by": SAM}, OTHERS: {"by": JO}, AWAY: {"by": SAM}, ONLY_ME: {"by": SAM},
        }.items()),
        raw("put_away", "coping", AWAY, 11, based_on=f"{OUTBOX}:{AWAY}"),
        raw("only_me", "coping", ONLY_ME, 12, on=True),
        raw("suggest", "coping", MINE, 13, content={"text": "an offer"}, by=SAM),
        raw("suggest", "coping", MINE, 14, content={"text": "canary"}, by=JO),
    )  # fmt: skip


DEEDS: Mapping[ChangeKind, Mapping[str, Any]] = {
    ChangeKind.ADD: {"content": {"text": "x"}},
    ChangeKind.EDIT: {"content": {"text": "x"}, "based_on": f"{OUTBOX}:1"},
    ChangeKind.MOVE: {"after": None},
    ChangeKind.PUT_AWAY: {"based_on": f"{OUTBOX}:1"},
    ChangeKind.BRING_BACK: {},
    ChangeKind.DELETE: {"based_on": f"{OUTBOX}:1"},
    ChangeKind.TICK: {"outcome": "helped"},
    ChangeKind.SET_FIELD: {"section": "about", "entry": "name_i_like", "value": "x", "based_on": None},
    ChangeKind.ONLY_ME: {"on": True},
    ChangeKind.SUGGEST: {"content": {"text": "x"}},
    ChangeKind.LEAVE: {"settles": [f"{OUTBOX}:13"]},
}
# All else that a helper with the right to write tries is refused.
MAY = {
    ("add", "one's own"), ("add", "none"), ("edit", "one's own"), ("put_away", "one's own"), ("delete", "one's own"),
    ("suggest", "the person's"), ("suggest", "another helper's"), ("leave", "the person's"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("whose", WHOSE)
def test_every_kind_of_change_on_everyones_entries(kind: ChangeKind, whose: str) -> None:
    change = parse_change({**raw(kind, "coping", WHOSE[whose], 20), **DEEDS[kind]})
    for rights in (READS, OTHER):
        assert refusal(a_plan(), change, rights) is not None
    assert (refusal(a_plan(), change, WRITES) is None) == ((kind.value, whose) in MAY)


def test_an_entry_that_comes_back_whole_can_smuggle_no_words_in() -> None:
    whole = {"id": entry_id(NONE), "content": {"text": "x"}, "revision": f"{OUTBOX}:30", "by": "me"}
    change = parse_change(raw("bring_back", "coping", NONE, 20, whole=whole))
    assert refusal(a_plan(), change, WRITES) == "no_such_entry"


@pytest.mark.parametrize(
    ("content", "may"),
    [
        ({"name": "Jo"}, True),
        ({"name": "Jo", "when": "in the evening"}, True),
        ({"name": "Jo", "phones": [{"number": "07700 900999", "for": ["call"]}]}, False),
        ({"name": "Jo", "night": True}, False),
        ({"name": "Jo", "say": "x"}, False),
    ],
)
def test_words_are_suggested_and_never_a_number(content: dict[str, Any], may: bool) -> None:
    plan = plan_of(add("contacts", 1, name="Jo", phones=[{"number": "07700 900123", "for": ["call"]}]))
    change = parse_change({**raw("suggest", "contacts", 1, 20, content=content), "by": SAM})
    assert (refusal(plan, change, Rights.of(SAM, {"contacts": "write"})) is None) == may


ABOUT_ME = Rights.of(SAM, {"about": "write"})


def about_me() -> Plan:
    return plan_of(
        raw("set_field", "about", "languages", 1, value="Welsh", based_on=None),
        raw("set_field", "about", "address", 2, value="1 Canary Road", based_on=None),
        raw("set_field", "about", "communication", 3, value="in writing", based_on=None),
        raw("set_field", "about", "communication", 4, value=None, based_on=f"{OUTBOX}:3"),
        raw("suggest", "about", "languages", 5, content={"value": "Welsh, English"}, by=SAM),
        raw("suggest", "about", "languages", 6, content={"value": "canary"}, by=JO),
    )


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("field", ["languages", "address", "communication", "name_i_like"])
def test_to_what_is_said_about_oneself_others_suggest_and_do_no_more(kind: ChangeKind, field: str) -> None:
    if kind in (ChangeKind.ADD, ChangeKind.EDIT, ChangeKind.MOVE, ChangeKind.TICK):
        return  # no such change of a text that is set by name can be read
    more: dict[str, Any] = {**DEEDS[kind], "section": "about", "entry": field}
    if kind is ChangeKind.SUGGEST:
        more["content"] = {"value": "x"}
    if kind is ChangeKind.LEAVE:
        more["settles"] = [f"{OUTBOX}:5"]
    change = parse_change({**raw(kind, "about", 1, 20), **more})
    assert refusal(about_me(), change, Rights.of(SAM, {"about": "read"})) is not None
    may = kind in (ChangeKind.SUGGEST, ChangeKind.LEAVE) and field == "languages"
    assert (refusal(about_me(), change, ABOUT_ME) is None) == may


def test_a_suggestion_about_oneself_is_seen_by_who_made_it_and_by_no_other_helper() -> None:
    seen = view(about_me(), ABOUT_ME)
    assert [one.id for one in seen.entries("about")] == ["languages"]
    assert [one.content for one in seen.entries("about")[0].suggestions] == [{"value": "Welsh, English"}]
    change = parse_change(raw("leave", "about", "languages", 20, settles=[f"{OUTBOX}:6"]))
    assert refusal(about_me(), change, ABOUT_ME) == "not_yours"


def test_a_suggestion_of_someone_else_is_not_taken_back() -> None:
    change = parse_change(raw("leave", "coping", MINE, 20, settles=[f"{OUTBOX}:14"]))
    assert refusal(a_plan(), change, WRITES) == "not_yours"


def test_words_that_the_person_once_wrote_into_it_are_not_deleted() -> None:
    plan = plan_of(
        add("coping", 1, text="mine"),
        raw("edit", "coping", 1, 2, content={"text": "theirs"}, based_on=f"{OUTBOX}:1", by=SAM),
    )
    change = parse_change(raw("delete", "coping", 1, 20, based_on=f"{OUTBOX}:2"))
    assert refusal(plan, change, WRITES) == "not_yours"


@pytest.mark.parametrize("field", ["say", "share_number"])
def test_a_field_that_is_never_shared_is_not_written(field: str) -> None:
    rights = Rights.of(SAM, {"contacts": "write"})
    content = {"name": "Jo", field: "x" if field == "say" else True}
    change = parse_change(raw("add", "contacts", 1, content=content))
    assert refusal(Plan(id="1" * 32), change, rights) == "not_yours"


def test_a_view_holds_no_word_that_is_not_to_be_seen() -> None:
    plan = plan_of(
        add("coping", 1, text="Tea"),
        raw("edit", "coping", 1, 21, content={"text": "Green tea"}, based_on=f"{OUTBOX}:1"),
        raw("suggest", "coping", 1, 22, content={"text": "canary of another"}, by=JO),
        raw("tick", "coping", 1, 23, outcome="helped"),
        add("coping", 2, text="canary only me"),
        raw("only_me", "coping", 2, 24, on=True),
        add("coping", 3, text="canary away"),
        raw("put_away", "coping", 3, 25, based_on=f"{OUTBOX}:3"),
        add("avoid", 4, name="canary name", why="canary why"),
        add("contacts", 5, name="Ada", say="canary say", phones=[{"number": "canary 07700 900111", "for": ["call"]}]),
        add("care_for", 6, text="cat", number="07700 900222"),
        raw("set_field", "about", "address", 26, value="canary road", based_on=None),
        raw("set_field", "about", "name_i_like", 27, value="Ada", based_on=None),
        raw("set_field", "settings", "language", 28, value="en", based_on=None),
        raw("set_field", "settings", "shared_phone", 29, value="yes", based_on=None),
        raw("set_field", "past", "self_harm", 30, value="yes", based_on=None),
        add("past", 31, what="it happened"),
    )
    plan = replace(plan, voices={JO: {"name": "canary Jo", "role": ""}, SAM: {"name": "Sam", "role": ""}})
    seen = view(plan, EVERYTHING)
    text = str(plan_as_json(seen))
    for word in ("canary", "shared_phone", "self_harm", "Tea'", "helped"):
        assert word not in text, word
    assert {one.id for one in seen.sections["settings"]} == {"language"}
    assert seen.voices == {SAM: {"name": "Sam", "role": ""}}
    assert [*view(plan, WRITES).sections] == ["coping", "settings"]
    assert "it happened" in text, "the past is there for who was given it"
    assert "it happened" not in str(plan_as_json(view(plan, WRITES)))


def test_every_section_is_given_or_kept_back_on_purpose() -> None:
    assert {one.id for one in SECTIONS} - {one.id for one in TO_READ} == {"avoid"}


def test_a_number_that_is_kept_out_of_copies_is_kept_out_of_help_too() -> None:
    phones = [{"number": "07700 900111", "for": ["call"]}]
    plan = plan_of(
        add("contacts", 1, name="Ada", phones=phones),
        add("contacts", 2, name="Bo", phones=[{"number": "07700 900333", "for": ["call"]}], share_number=True),
        add("care_for", 3, text="cat", number="07700 900111"),
        {**add("contacts", 4, name="Crisis team", phones=phones), "by": SAM},
    )
    text = str(plan_as_json(view(plan, EVERYTHING)))
    assert ("07700 900333" in text, text.count("07700 900111")) == (True, 1)


def test_a_helper_fills_no_part() -> None:
    own = [{**add("coping", number, text=f"step {number}"), "by": SAM} for number in range(1, 51)]
    full, more = plan_of(*own), parse_change({**add("coping", 60, text="x"), "by": SAM})
    assert refusal(full, more, WRITES) == "too_many_entries"
    assert refusal(full, more, replace(WRITES, helper=JO)) is None
    assert refusal(plan_of(*own[1:]), more, WRITES) is None


def test_what_a_helper_adds_comes_last() -> None:
    first = parse_change({**add("coping", 9, text="x"), "after": None, "by": SAM})
    plan = apply(a_plan(), at_end(a_plan(), first)).plan
    assert plan.entries("coping")[-1].id == first.entry


def test_a_view_tells_who_spoke_for_the_team() -> None:
    rights = Rights.of(JO, {"agreement": "write"})
    spoke = raw("edit", "agreement", 1, 2, content={"point": "x", "team": "agreed"}, based_on=f"{OUTBOX}:1", by=SAM)
    plan = replace(plan_of(add("agreement", 1, point="x"), spoke), voices={SAM: {"name": "Sam"}})
    seen = view(plan, rights)
    assert seen.entries("agreement")[0].now.extra["team_by"] == SAM
    assert seen.voices == {SAM: {"name": "Sam"}}

"""What a helper writes in an agreement and beside an event: their own side alone, and always under their own name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from pwa.plan.agreeing import said_for_team, voiced
from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Plan
from pwa.plan.record_sections import AGREEMENT, PAST
from pwa.plan.snapshot import snapshot
from pwa.share.choosing import chosen
from pwa.share.rights import Rights, refusal, view
from tests.unit.plan.making import OUTBOX, add, plan_of, raw

SAM, JO = "c" * 32, "d" * 32
RIGHTS = Rights.of(SAM, {"agreement": "write", "past": "write", "choices": "write"})
READS = Rights.of(SAM, {"agreement": "read", "past": "read", "choices": "read"})
AT = f"{OUTBOX}:1"
POINT = {"point": "Call my sister", "topic": "practical", "me": "agreed", "me_note": "always"}
EVENT = {"what": "We moved", "my_view": "It was too fast"}
EMPTY = {field.name: None for field in PAST.fields}
VIEW = {"by": "Sam", "view": "It was slow", "source": "I was there", "sure": "quite"}


def plan(section: str, content: Mapping[str, Any], *more: dict[str, Any]) -> Plan:
    names = {SAM: {"name": "Sam", "role": ""}, JO: {"name": "Jo", "role": ""}}
    return replace(plan_of(add(section, 1, **content), *more), voices=names)


def edit(section: str, content: Mapping[str, Any], number: int = 9, **more: Any) -> dict[str, Any]:
    return {**raw("edit", section, 1, number, content=content, based_on=AT), "by": SAM, **more}


def may(before: Plan, change: Mapping[str, Any], rights: Rights = RIGHTS) -> bool:
    return refusal(before, parse_change(change), rights) is None


def after(before: Plan, *changes: Mapping[str, Any]) -> Plan:
    for change in changes:
        before = apply(before, parse_change(change)).plan
    return before


def test_a_helper_says_what_the_team_says_and_the_words_stay_the_persons() -> None:
    mine = plan("agreement", POINT)
    change = edit("agreement", {**POINT, "team": "not_agreed", "team_note": "not at night"}, day="2026-12-02")
    assert may(mine, change)
    assert not may(mine, change, READS)
    said = after(mine, change)
    (entry,) = said.entries("agreement")
    assert {name: entry.now.content[name] for name in POINT} == POINT
    assert voiced(AGREEMENT, entry, entry.now).by == "me"
    spoke = said_for_team(entry, entry.now)
    assert spoke
    assert (spoke.by, spoke.day) == (SAM, "2026-12-02")
    (kept,) = snapshot(said)["sections"]["agreement"]
    assert (kept["by"], kept["team_by"], kept["team_day"]) == ("me", SAM, "2026-12-02")
    (given,) = chosen(said, ["agreement"])["agreement"]
    assert (given.get("voice"), given["team_voice"]) == (None, "Sam")
    (seen,) = view(said, RIGHTS).entries("agreement")
    assert seen.now.by == "me", "and so a helper's page offers them no way to change it"


@pytest.mark.parametrize(
    "more",
    [{"point": "Call nobody"}, {"topic": "where"}, {"me": "not_agreed"}, {"me_note": "never"}, {"me_note": None}],
)
def test_the_persons_words_and_their_side_are_not_changed_by_a_helper(more: Mapping[str, Any]) -> None:
    mine = plan("agreement", POINT)
    assert not may(mine, edit("agreement", {**POINT, "team": "agreed", **more}))
    spoke = after(mine, edit("agreement", {**POINT, "team": "agreed"}, 8))
    assert not may(spoke, edit("agreement", {**POINT, **more}, based_on=f"{OUTBOX}:8")), "nor once they spoke in it"


@pytest.mark.parametrize("kind", ["delete", "put_away"])
def test_a_point_in_which_a_helper_spoke_is_not_theirs_to_take_away(kind: str) -> None:
    spoke = after(plan("agreement", POINT), edit("agreement", {**POINT, "team": "agreed"}))
    assert not may(spoke, raw(kind, "agreement", 1, 10, based_on=f"{OUTBOX}:9", by=SAM))


def test_a_side_that_was_said_without_seeing_anothers_stands_beside_it() -> None:
    mine = plan("agreement", POINT)
    jo = edit("agreement", {**POINT, "team_note": "from Jo"}, 8, by=JO)
    sam = edit("agreement", {**POINT, "team_note": "from Sam"}, based_on=f"{0:032x}:1")
    assert may(after(mine, jo), sam)
    (entry,) = after(mine, jo, sam).entries("agreement")
    assert {text.content["team_note"] for text in entry.texts} == {"from Jo", "from Sam"}
    assert [voiced(AGREEMENT, entry, text).by for text in entry.texts] == ["me", "me"]
    assert [spoke.by for text in entry.texts if (spoke := said_for_team(entry, text))] == [JO, SAM]


def test_what_the_person_writes_down_for_the_team_is_under_no_helpers_name() -> None:
    said = after(
        plan("agreement", POINT),
        edit("agreement", {**POINT, "team": "agreed"}, 7),
        edit("agreement", {**POINT, "team": "not_yet"}, 8, based_on=f"{OUTBOX}:7", by="me"),
        edit("agreement", {**POINT, "team": "agreed"}, 9, based_on=f"{OUTBOX}:8", by="me"),
    )
    (entry,) = said.entries("agreement")
    assert said_for_team(entry, entry.now) is None


def test_taken_words_are_the_persons_and_the_team_still_said_what_it_said() -> None:
    taken = {**POINT, "point": "Call my brother", "team": "agreed"}
    said = after(
        plan("agreement", POINT),
        edit("agreement", {**POINT, "team": "agreed"}, 7),
        raw("suggest", "agreement", 1, 8, content={"point": "Call my brother"}, by=SAM),
        edit("agreement", taken, 9, based_on=f"{OUTBOX}:7", settles=[f"{OUTBOX}:8"], by="me"),
    )
    (entry,) = said.entries("agreement")
    spoke = said_for_team(entry, entry.now)
    assert spoke
    assert (voiced(AGREEMENT, entry, entry.now).by, spoke.by) == ("me", SAM)
    assert not may(said, edit("agreement", {**taken, "point": "x"}, 10, based_on=f"{OUTBOX}:9"))


@pytest.mark.parametrize(("more", "is_allowed"), [({"team": "agreed"}, True), ({"me": "agreed"}, False)])
def test_a_new_point_is_not_yet_talked_about_by_the_person(more: Mapping[str, Any], is_allowed: bool) -> None:
    change = {**add("agreement", 2, point="A quiet room", **more), "by": SAM}
    assert may(plan("agreement", POINT), change) == is_allowed


@pytest.mark.parametrize(
    ("more", "is_allowed"), [({}, True), ({"me": "not_agreed"}, False), ({"team": "agreed"}, False)]
)
def test_a_suggestion_is_for_the_words_of_a_point(more: Mapping[str, Any], is_allowed: bool) -> None:
    change = raw("suggest", "agreement", 1, 9, content={"point": "x", **more}, by=SAM)
    assert may(plan("agreement", POINT), change) == is_allowed


def view_of(kind: str, number: int, views: Any, **more: Any) -> dict[str, Any]:
    content = EMPTY | {"what": EVENT["what"], "other_views": views}
    return {**raw(kind, "past", 1, number, content=content), "by": SAM, **more}


def test_a_helpers_view_stands_beside_the_persons_and_is_changed_by_them() -> None:
    mine = plan("past", EVENT)
    assert may(mine, view_of("add", 8, [VIEW]))
    assert not may(mine, view_of("add", 8, [VIEW]), READS)
    said = after(mine, view_of("add", 8, [VIEW]))
    again = view_of("edit", 9, [{**VIEW, "sure": "not very"}], based_on=f"{OUTBOX}:8")
    assert may(said, again)
    (entry,) = after(said, again).entries("past")
    assert entry.now.content == EVENT
    beside = {"what": EVENT["what"], "other_views": [{**VIEW, "sure": "not very"}]}
    assert [(text.by, text.content) for text in entry.rivals] == [(SAM, beside)], "and none of the person's words"
    back = view_of("edit", 10, None, based_on=f"{OUTBOX}:9")
    assert may(after(said, again), back)


@pytest.mark.parametrize(
    "change",
    [
        edit("past", {**EVENT, "my_view": "x"}),
        edit("past", {"what": EVENT["what"], "other_views": [VIEW]}),
        view_of("add", 9, [VIEW | {"by": "Mum"}]),
        view_of("add", 9, [VIEW, VIEW]),
        view_of("add", 9, [VIEW]) | {"content": {**EMPTY, "what": "They moved", "other_views": [VIEW]}},
        view_of("add", 9, [VIEW]) | {"content": {**EMPTY, **EVENT, "other_views": [VIEW]}},
        view_of("add", 9, [VIEW]) | {"content": {"what": EVENT["what"], "other_views": [VIEW]}},
        view_of("suggest", 9, [VIEW]),
        {**add("past", 2, what="Another thing"), "by": SAM},
        raw("delete", "past", 1, 9, based_on=AT, by=SAM),
        raw("put_away", "past", 1, 9, based_on=AT, by=SAM),
        raw("set_field", "past", 1, 9, value="yes", based_on=None, by=SAM) | {"entry": "self_harm"},
    ],
)
def test_all_else_of_what_happened_is_the_persons_alone(change: Mapping[str, Any]) -> None:
    assert not may(plan("past", EVENT), change)


def test_something_to_do_gets_entries_and_suggestions_of_a_helper() -> None:
    mine = plan("choices", {"want": "Swim in the sea"})
    assert may(mine, raw("suggest", "choices", 1, 9, content={"want": "Swim in the lake"}, by=SAM))
    assert may(mine, {**add("choices", 2, want="A walk", safer=["together"]), "by": SAM})
    assert not may(mine, edit("choices", {"want": "x"}))


def test_what_another_said_for_the_team_is_changed_by_them_alone() -> None:
    jos = after(plan("agreement", POINT), edit("agreement", {**POINT, "team": "agreed", "team_note": "Jo"}, 8, by=JO))
    over = edit("agreement", {**POINT, "team": "not_agreed"}, 9, based_on=f"{OUTBOX}:8")
    assert not may(jos, over)
    assert may(jos, over, replace(RIGHTS, helper=JO))
    written = plan("agreement", {**POINT, "team": "agreed"})
    assert not may(written, edit("agreement", {**POINT, "team": "not_agreed"})), "nor what the person wrote down"
    assert may(plan("agreement", {**POINT, "team": "not_yet"}), edit("agreement", {**POINT, "team": "agreed"}))


def test_words_that_the_person_took_back_are_in_no_copy_as_a_helpers() -> None:
    said = after(
        plan("past", {**EVENT, "what": "He hit me"}),
        view_of("add", 8, [VIEW]) | {"content": {**EMPTY, "what": "He hit me", "other_views": [VIEW]}},
        edit("past", {**EVENT, "what": "Something happened"}, 9, by="me"),
    )
    given = chosen(said, ["past"])
    assert "He hit me" not in str(given)
    assert given["past"][0]["rivals"][0]["content"] == {"other_views": [VIEW]}
    for rights in (RIGHTS, replace(RIGHTS, helper=JO)):
        (seen,) = view(said, rights).entries("past")
        assert [text.content for text in seen.rivals] == [{"other_views": [VIEW]}]

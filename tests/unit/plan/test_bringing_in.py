"""A file comes into a plan that already holds words: none of them is lost, whichever way was chosen."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pwa.plan.bringing_in import How, NotBroughtIn, brought_in, compared
from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Entry, Plan
from pwa.plan.plan_file import PlanFile
from tests.unit.plan.making import OUTBOX, add, applied, entry_id, plan_of, raw
from tests.unit.plan.test_nothing_is_lost import all_words, changes

NEW = "e" * 32
OTHER = "b" * 32


def file_of(plan: Plan) -> PlanFile:
    return PlanFile(sections={name: plan.entries(name) for name in plan.sections})


def bring(plan: Plan, other: Plan, how: How) -> Plan:
    return brought_in(plan, file_of(other), how, NEW)


def standing(plan: Plan, section: str = "coping", key: str = "text") -> list[list[str]]:
    return [[text.content.get(key, "") for text in entry.texts] for entry in plan.shown(section)]


def away(plan: Plan, section: str = "coping") -> list[str]:
    return [entry.now.content["text"] for entry in plan.entries(section) if entry.is_away]


TEA = plan_of(add("coping", 1, text="Tea"))
WALK = plan_of(raw("add", "coping", 2, 1, outbox=OTHER, content={"text": "Walk"}))
EDITED = applied(
    TEA, raw("edit", "coping", 1, 2, outbox=OTHER, content={"text": "Mint tea"}, based_on=f"{OUTBOX}:1")
).plan


def test_joining_adds_what_is_new_behind_what_is_here() -> None:
    assert standing(bring(TEA, WALK, How.JOIN)) == [["Tea"], ["Walk"]]


@pytest.mark.parametrize(("here", "there"), [(TEA, EDITED), (EDITED, TEA)])
def test_joining_keeps_both_texts_side_by_side(here: Plan, there: Plan) -> None:
    (both,) = standing(bring(here, there, How.JOIN))
    assert both[0] == here.entries("coping")[0].now.content["text"]
    assert set(both) == {"Tea", "Mint tea"}


def test_joining_twice_asks_once() -> None:
    once = bring(EDITED, TEA, How.JOIN)
    assert bring(once, TEA, How.JOIN) == once


@pytest.mark.parametrize(("here", "there"), [(TEA, EDITED), (EDITED, TEA)])
def test_replacing_lets_the_files_text_stand_and_keeps_the_other_as_an_earlier_one(here: Plan, there: Plan) -> None:
    plan = bring(here, there, How.REPLACE)
    assert standing(plan) == standing(there)
    assert all_words(plan) == {"Tea", "Mint tea"}


def test_replacing_puts_away_what_the_file_does_not_have() -> None:
    plan = bring(TEA, WALK, How.REPLACE)
    assert (standing(plan), away(plan)) == ([["Walk"]], ["Tea"])


def test_replacing_takes_the_order_of_the_file() -> None:
    there = plan_of(add("coping", 3, text="Three"), add("coping", 1, text="Tea"), add("coping", 2, text="Two"))
    here = plan_of(add("coping", 1, text="Tea"), add("coping", 2, text="Two"), add("coping", 9, text="Nine"))
    assert standing(bring(here, there, How.REPLACE)) == [["Three"], ["Tea"], ["Two"]]


def named(value: str | None, seq: int = 1, outbox: str = OUTBOX, **more: str) -> dict[str, object]:
    where = {"section": "about", "entry": "name_i_like", "based_on": None, **more}
    return {"kind": "set_field", **where, "value": value, "revision": f"{outbox}:{seq}"}


def test_named_fields_are_joined_side_by_side_too() -> None:
    plan = bring(plan_of(named("Sam")), plan_of(named("Samira", outbox=OTHER)), How.JOIN)
    assert standing(plan, "about", "value") == [["Sam", "Samira"]]


def test_a_named_field_that_the_file_lacks_is_emptied_and_its_words_stay_as_an_earlier_text() -> None:
    plan = bring(plan_of(named("Sam")), TEA, How.REPLACE)
    entry = plan.entry("about", "name_i_like")
    assert entry
    assert (plan.value("about", "name_i_like"), entry.earlier[-1].content) == (None, {"value": "Sam"})


def test_a_field_that_was_emptied_in_the_file_does_not_stand_beside_words() -> None:
    emptied = applied(plan_of(named("Sam")), named(None, 2, based_on=f"{OUTBOX}:1")).plan
    other = plan_of(named("Samira", outbox=OTHER))
    assert standing(bring(other, emptied, How.JOIN), "about", "value") == [["Samira"]]
    assert standing(bring(emptied, other, How.JOIN), "about", "value") == [["Samira"]]


def test_the_reason_is_not_taken_over_from_the_text_beside_it() -> None:
    here = plan_of(add("avoid", 1, name="Jo", why="tells people"))
    there = plan_of(raw("add", "avoid", 1, 1, outbox=OTHER, content={"name": "Joe"}))
    (entry,) = bring(here, there, How.JOIN).entries("avoid")
    assert [dict(text.content) for text in entry.texts] == [{"name": "Jo", "why": "tells people"}, {"name": "Joe"}]


def test_only_me_stays_whichever_of_the_two_says_so() -> None:
    hidden = applied(TEA, raw("only_me", "coping", 1, 5, on=True)).plan
    for how in How:
        for here, there in ((TEA, hidden), (hidden, TEA)):
            assert bring(here, there, how).entries("coping")[0].is_only_me


def test_what_is_put_away_here_stays_so_unless_the_file_says_something_else() -> None:
    put = applied(TEA, raw("put_away", "coping", 1, 5, based_on=f"{OUTBOX}:1")).plan
    assert away(bring(put, TEA, How.JOIN)) == ["Tea"]
    assert standing(bring(put, EDITED, How.JOIN)) == [["Tea", "Mint tea"]]
    assert standing(bring(TEA, put, How.JOIN)) == [["Tea"]]
    assert away(bring(TEA, put, How.REPLACE)) == ["Tea"]


def test_the_same_words_under_another_id_are_one_entry_and_what_points_there_still_does() -> None:
    here = plan_of(add("stressors", 1, text="Letters"))
    there = plan_of(
        raw("add", "stressors", 7, 1, outbox=OTHER, content={"text": "Letters"}),
        raw("add", "stressor_plan", 8, 2, outbox=OTHER, content={"text": "On Thursdays", "for": entry_id(7)}),
    )
    plan = bring(here, there, How.JOIN)
    assert standing(plan, "stressors") == [["Letters"]]
    assert plan.entries("stressor_plan")[0].now.content["for"] == entry_id(1)


def setting(name: str, value: str, outbox: str) -> dict[str, object]:
    where = {"section": "settings", "entry": name, "based_on": None}
    return {"kind": "set_field", **where, "value": value, "revision": f"{outbox}:{len(name)}"}


def test_settings_of_this_phone_stay_when_joining_and_who_picks_it_up_always() -> None:
    here = plan_of(setting("language", "en", OUTBOX), setting("shared_phone", "yes", OUTBOX))
    there = plan_of(*(setting(*one, OTHER) for one in (("language", "ar"), ("shared_phone", "no"), ("region", "GB"))))

    def values(plan: Plan) -> list[str | None]:
        assert all(not entry.rivals for entry in plan.entries("settings"))
        return [plan.value("settings", name) for name in ("language", "shared_phone", "region")]

    assert values(bring(here, there, How.JOIN)) == ["en", "yes", "GB"]
    assert values(bring(here, there, How.REPLACE)) == ["ar", "yes", "GB"]


def test_the_look_tells_new_different_same_and_only_here() -> None:
    here = plan_of(add("coping", 1, text="Tea"), add("coping", 2, text="Two"), add("coping", 3, text="Three"))
    there = plan_of(add("coping", 1, text="Tea"), add("coping", 2, text="Zwei"), add("coping", 9, text="Nine"))
    told = [(pair.here is not None, pair.there is not None, pair.is_same) for pair in compared(here, file_of(there))]
    assert told == [(True, True, True), (True, True, False), (False, True, False), (True, False, False)]


def test_over_a_limit_nothing_of_the_file_comes_in() -> None:
    here = plan_of(*(add("safe", number, text="x") for number in range(1, 151)))
    there = plan_of(*(add("safe", number, text=f"{number}") for number in range(301, 401)))
    for how in How:
        with pytest.raises(NotBroughtIn) as error:
            bring(here, there, how)
        assert error.value.reason == "too_many_entries"


def test_a_part_that_a_newer_version_wrote_is_not_written_over() -> None:
    with pytest.raises(NotBroughtIn) as error:
        bring(replace(plan_of(), unread={"coping": {}}), TEA, How.JOIN)
    assert error.value.reason == "newer_version"


def entries_of(data: st.DataObject, count: int, start: Plan) -> Plan:
    plan = start
    for seq in range(1, count + 1):
        plan = apply(plan, parse_change(data.draw(changes(plan, seq)))).plan
    return plan


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_comes_in_no_words_are_lost_and_the_files_stand(data: st.DataObject) -> None:
    common = entries_of(data, data.draw(st.integers(0, 4)), plan_of())
    here, there = (entries_of(data, data.draw(st.integers(0, 6)), common) for _ in range(2))
    for how in How:
        plan = bring(here, there, how)
        assert all_words(here) | all_words(there) <= all_words(plan)
        shown = _standing_words(plan)
        if how is How.REPLACE:
            assert shown == _standing_words(there)
        else:
            assert _standing_words(there) - _away_here(here) <= shown
            assert _standing_words(here) <= shown


def _standing_words(plan: Plan) -> set[str]:
    return {words for entry in plan.shown("coping") for words in _words(entry)}


def _away_here(plan: Plan) -> set[str]:
    return {words for entry in plan.entries("coping") if entry.is_away for words in _words(entry)}


def _words(entry: Entry) -> set[str]:
    return {text.content["text"] for text in entry.texts}

"""Other voices in a plan: whose they are, what they are called, and that both come along wherever the plan goes."""

import json
from dataclasses import replace

import pytest

from pwa.plan.bringing_in import How, brought_in
from pwa.plan.exchange import accept
from pwa.plan.model import Plan
from pwa.plan.plan_file import NoPlanFile, plan_as_file, read_plan_file
from pwa.plan.snapshot import snapshot
from pwa.plan.stored import plan_as_json, read_plan
from pwa.plan.voices import voice_name
from tests.unit.plan.making import OUTBOX, add, entry_id, plan_of, raw
from tests.unit.plan.test_plan_file import SCHEMA

SAM = "c" * 32
VOICES = {SAM: {"name": "Sam", "role": "peer worker"}}


def with_sam() -> Plan:
    plan = plan_of(
        add("coping", 1, text="Tea"),
        {**add("coping", 2, text="A walk together"), "by": SAM},
        raw("suggest", "coping", 1, 3, content={"text": "Mint tea"}, by=SAM),
    )
    return replace(plan, voices=VOICES)


def test_names_are_stored_with_the_plan_and_go_to_its_phones() -> None:
    plan = with_sam()
    assert read_plan(json.loads(json.dumps(plan_as_json(plan)))) == plan
    assert snapshot(plan)["voices"] == VOICES
    assert voice_name(plan, plan.entries("coping")[1].now.by) == "Sam"
    assert voice_name(plan, "me") == voice_name(plan, "d" * 32) == ""


def test_names_shaped_in_a_newer_way_are_kept_as_they_are() -> None:
    data = {"id": "1" * 32, "schema": 1, "sections": {}, "voices": ["newer"]}
    assert plan_as_json(read_plan(data)) == data


@pytest.mark.parametrize("how", How)
def test_a_file_keeps_voices_names_and_suggestions_on_the_way_out_and_in(how: How) -> None:
    plan = with_sam()
    file = plan_as_file(plan, "2026-12-01")
    SCHEMA.validate(file)
    again = brought_in(Plan(id="2" * 32), read_plan_file(json.dumps(file).encode()), how, "b" * 32)
    assert plan_as_file(again, "2026-12-01") == file
    joined = brought_in(plan, read_plan_file(json.dumps(file).encode()), how, "b" * 32)
    assert plan_as_file(joined, "2026-12-01") == file


def test_a_suggestion_of_a_file_comes_to_an_entry_that_is_here() -> None:
    here = plan_of(add("coping", 1, text="Tea"))
    file = read_plan_file(json.dumps(plan_as_file(with_sam(), "")).encode())
    (offer,) = brought_in(here, file, How.JOIN, "b" * 32).entries("coping")[0].suggestions
    assert (offer.content["text"], offer.by) == ("Mint tea", SAM)


@pytest.mark.parametrize("voices", [{"me": {"name": "x"}}, {"<b>": {"name": "x"}}, {SAM: {}}, {SAM: {"name": 1}}, []])
def test_a_file_with_voices_that_are_none_is_refused(voices: object) -> None:
    file = {**plan_as_file(plan_of(add("coping", 1, text="Tea")), ""), "voices": voices}
    with pytest.raises(NoPlanFile):
        read_plan_file(json.dumps(file).encode())


def test_a_phone_can_speak_for_nobody_else() -> None:
    sent = {key: value for key, value in add("coping", 1, text="Tea").items() if key != "revision"}
    plan, _, results = accept(Plan(id="1" * 32), {}, OUTBOX, [(1, {**sent, "by": SAM})])
    assert [one.outcome.result for one in results] == ["done"]
    assert plan.entry("coping", entry_id(1)).now.by == "me"

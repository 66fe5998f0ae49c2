import json

from pwa.plan.sections import SECTIONS, Kind, Place
from pwa.plan.snapshot import snapshot
from pwa.plan.stored import plan_as_json, read_plan
from tests.unit.plan.making import OUTBOX, add, plan_of, raw


def test_reasons_past_and_choices_stay_at_the_desk() -> None:
    plan = plan_of(
        add("avoid", 1, name="Alex", why="canary"),
        raw("edit", "avoid", 1, seq=2, content={"name": "Alex B", "why": "canary 2"}, based_on=f"{OUTBOX}:1"),
        raw("edit", "avoid", 1, seq=3, content={"name": "Alex C", "why": "canary 3"}, based_on=f"{OUTBOX}:1"),
        add("past", 4, what="canary"),
        raw("set_field", "past", "racism", seq=5, value="yes", based_on=None),
        add("choices", 6, want="canary"),
    )
    entry = plan.entries("avoid")[0]
    assert entry.rivals
    assert entry.earlier
    assert "canary" in json.dumps(plan_as_json(plan))
    kept = snapshot(plan)
    assert "canary" not in json.dumps(kept)
    assert set(kept["sections"]) == {"avoid"}


def test_nothing_of_a_section_or_field_that_is_not_known_reaches_a_phone() -> None:
    entry = {"id": "e1", "content": {"text": "tea", "secret": "canary"}, "revision": "r1"}
    stored = {"id": "1" * 32, "sections": {"coping": [entry, {"odd": "canary"}], "dreams": "canary"}, "more": "canary"}
    kept = snapshot(read_plan(stored))
    assert "canary" not in json.dumps(kept)
    assert kept["sections"]["coping"][0]["content"] == {"text": "tea"}


def test_no_earlier_text_and_nothing_a_newer_version_put_into_an_entry_reaches_a_phone() -> None:
    version = {"content": {"text": "juice"}, "revision": "r2", "by": "me", "device": "", "day": "", "mood": "canary"}
    entry = {
        **{"id": "e1", "content": {"text": "tea"}, "revision": "r1", "colour": "canary", "rivals": [version]},
        **{"tries": [{"day": "", "outcome": "helped", "revision": "r3", "where": "canary"}]},
        **{"earlier": [{**version, "content": {"text": "canary"}, "revision": "r4"}]},
    }
    kept = snapshot(read_plan({"id": "1" * 32, "sections": {"coping": [entry]}}))["sections"]["coping"][0]
    assert "canary" not in json.dumps(kept)
    assert "earlier" not in kept
    assert [rival["content"] for rival in kept["rivals"]] == [{"text": "juice"}]
    assert len(kept["tries"]) == 1


def test_a_sign_names_its_former_words_where_a_day_on_the_phone_has_them_ticked_and_no_others() -> None:
    def sign(entry_id: str, *words: str) -> dict[str, object]:
        *earlier, now = [{"content": {"text": text}, "revision": f"{entry_id}:{text}"} for text in words]
        return {"id": entry_id, **now, "earlier": earlier}

    answer = {"day": "2026-11-29", "stage": "early", "signs": ["Restless", "Reworded"]}
    day = {"id": "20261129".rjust(32, "0"), "content": answer, "revision": "d1"}
    signs = [sign("s1", "canary", "Restless", "Reworded"), sign("s2", "canary", "Short sleep")]
    plan = read_plan({"id": "1" * 32, "sections": {"warning_signs": signs, "days": [day]}})
    kept = snapshot(plan)
    assert [one.get("ticked_as") for one in kept["sections"]["warning_signs"]] == [["Restless"], None]
    assert "canary" not in json.dumps(kept)
    again = read_plan({**plan_as_json(plan), "sections": {"warning_signs": signs}})
    assert "Restless" not in json.dumps(snapshot(again))


def test_entries_that_are_put_away_stay_and_are_marked() -> None:
    plan = plan_of(add("coping", 1, text="tea"), raw("put_away", "coping", 1, seq=2, based_on=f"{OUTBOX}:1"))
    assert snapshot(plan)["sections"]["coping"][0]["away"] is True


def test_every_section_with_a_place_in_the_pocket_is_there() -> None:
    lists = [section for section in SECTIONS if section.kind is not Kind.FIELDS]
    texts = {section.id: {field.name: "x" for field in section.fields if field.required} for section in lists}
    plan = plan_of(*(add(section_id, number, **texts[section_id]) for number, section_id in enumerate(texts, 1)))
    assert set(snapshot(plan)["sections"]) == {section.id for section in lists if section.place is not Place.DESK}


def test_named_fields_keep_their_values() -> None:
    plan = plan_of(
        raw("set_field", "about", "address", value="Flat 3\n9 Lock Lane", based_on=None),
        raw("set_field", "agreement", "me_name", seq=2, value="Sam", based_on=None),
    )
    assert snapshot(plan) == plan_as_json(plan)


def test_a_phone_is_told_which_text_stands_in_another_language() -> None:
    plan = plan_of(
        add("coping", 1, text="tea"),
        raw("edit", "coping", 1, seq=2, content={"text": "herbata"}, based_on=f"{OUTBOX}:1", phrase="coping.tea"),
        raw("edit", "coping", 1, seq=3, content={"text": "coffee"}, based_on=f"{OUTBOX}:1"),
        add("coping", 4, text="walk"),
    )
    kept = snapshot(plan, lambda _, section, text: {"lang": f"{section.id}-pl"} if text.phrase else {})
    first, second = kept["sections"]["coping"]
    assert first["lang"] == "coping-pl"
    assert "lang" not in first["rivals"][0]
    assert "lang" not in second


def test_of_notes_that_were_talked_about_the_last_sixty_are_on_the_phone() -> None:
    notes = [add("talk", number, text="Ask", talked=f"{2000 + number}-01-02") for number in range(1, 71)]
    other = raw("edit", "talk", 1, seq=99, content={"text": "Ask again"}, based_on=f"{OUTBOX}:98")
    plan = plan_of(*notes, add("talk", 100, text="Open"), other)
    kept = [int(entry["id"], 16) for entry in snapshot(plan)["sections"]["talk"]]
    assert kept == [1, *range(11, 71), 100]  # of the first one a text is not talked about yet
    assert len(plan.entries("talk")) == 71

"""What is in a copy, and all that is not."""

from dataclasses import replace

import pytest

from pwa import i18n
from pwa.plan.model import Plan
from pwa.plan.sections import SECTIONS, as_json_for_copies
from pwa.plan.stored import plan_as_json
from pwa.share.choosing import chosen, payload
from pwa.share.recipients import all_the_same
from pwa.share.terms import TICKED, Terms
from tests.unit.plan.making import OUTBOX, add, entry_id, plan_of, raw
from tests.unit.share.making import (
    EVERYTHING,
    ONLY_ME,
    PUT_AWAY,
    SAM,
    canary,
    named,
    plan_of_canaries,
    words,
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of_canaries()


def test_at_the_start_are_ticked_those_of_the_framework() -> None:
    assert set(TICKED) == {"contacts", "coping", "warning_signs", "responses", "unsafe", "about"}


@pytest.mark.parametrize("section", EVERYTHING)
def test_a_copy_of_one_section_has_no_other_sections_words(plan: Plan, section: str) -> None:
    made = words(payload(plan, replace(SAM, sections=(section,)), "2026-11-25"))
    assert f"canary-{section}-" in made
    assert [other for other in EVERYTHING if other != section and f"canary-{other}-" in made] == []


def test_what_is_only_me_or_put_away_is_in_no_copy(plan: Plan) -> None:
    whole = words(plan_as_json(plan))
    made = words(payload(plan, replace(SAM, sections=EVERYTHING, with_number=True), "2026-11-25"))
    for text in (ONLY_ME, PUT_AWAY):
        assert text in whole
        assert text not in made


def test_no_field_that_is_never_shared_is_in_a_copy_of_everything(plan: Plan) -> None:
    made = words(payload(plan, replace(SAM, sections=EVERYTHING), "2026-11-25"))
    for section in SECTIONS:
        for field in (*section.fields, *section.answers):
            if not field.shared:
                assert canary(section.id, field.name) not in made
    assert canary("avoid", "name") in made
    for never in (canary("avoid", "why"), canary("about", "my_phone"), canary("about", "address"), "share_number"):
        assert never not in made
    assert not chosen(plan, ["past"])["past"][0].keys() - {"id", "content"}


def test_what_happened_before_comes_without_its_answers(plan: Plan) -> None:
    assert [entry["id"] for entry in chosen(plan, ["past"])["past"]] == [f"{1:032x}"]
    assert canary("past", "my_view") in words(chosen(plan, ["past"]))


def test_nothing_about_how_it_was_written_is_in_a_copy() -> None:
    plan = plan_of(
        raw("add", "coping", 1, content={"text": "Tea"}, device="d1", day="2026-01-31", phrase="p1"),
        raw("edit", "coping", 1, seq=2, content={"text": "Tea, hot"}, based_on=f"{OUTBOX}:1"),
        raw("edit", "coping", 1, seq=3, content={"text": "Green tea"}, based_on=f"{OUTBOX}:1"),
        raw("tick", "coping", 1, seq=4, outcome="helped"),
    )
    texts = {"content": {"text": "Tea, hot"}, "rivals": [{"content": {"text": "Green tea"}}]}
    assert chosen(plan, ["coping"]) == {"coping": [{"id": f"{1:032x}", **texts}]}


def jo(**more: object) -> dict[str, object]:
    return {"name": "Jo", "phones": [{"number": "07700 900112", "for": ["call"]}], **more}


@pytest.mark.parametrize("answer", [{}, {"share_number": False}])
def test_a_number_is_in_a_copy_only_when_it_may_be(answer: dict[str, bool]) -> None:
    plan = plan_of(add("contacts", 1, **jo(**answer)))
    assert chosen(plan, ["contacts"])["contacts"][0]["content"] == {"name": "Jo"}
    plan = plan_of(add("contacts", 1, **jo(share_number=True)))
    assert "07700 900112" in words(chosen(plan, ["contacts"]))


def test_of_two_texts_that_differ_on_it_the_one_that_keeps_the_number_back_counts() -> None:
    plan = plan_of(
        add("contacts", 1, **jo(share_number=True)),
        raw("edit", "contacts", 1, seq=2, content=jo(share_number=False), based_on=f"{OUTBOX}:1"),
        raw("edit", "contacts", 1, seq=3, content=jo(share_number=True, when="evenings"), based_on=f"{OUTBOX}:1"),
    )
    made = words(chosen(plan, ["contacts"]))
    assert "evenings" in made
    assert "07700" not in made


def test_ones_own_number_is_in_a_copy_only_when_it_was_chosen(plan: Plan) -> None:
    assert payload(plan, SAM, "2026-11-25")["call"] is None
    assert payload(plan, replace(SAM, with_number=True), "2026-11-25")["call"] == canary("about", "my_phone")
    mine = plan_of(named("about", "my_phone", "07700 900771", 1), raw("only_me", "about", "my_phone", seq=2, on=True))
    assert payload(mine, replace(SAM, with_number=True), "2026-11-25")["call"] is None


def test_the_content_has_the_agreed_shape() -> None:
    plan = plan_of(
        named("settings", "language", "cy", 1),
        named("settings", "region", "GB", 2),
        named("about", "name_i_like", "Sam", 3),
        named("about", "pronouns", "they", 4),
    )
    terms = Terms(label="x", name="Sam", sections=("about", "contacts"), until="2027-02-25", may_keep=False)
    about = {"about": [{"id": "name_i_like", "content": {"value": "Sam"}}]}
    assert payload(plan, terms, "2026-11-25") == {
        **{"v": 1, "name": "Sam", "language": "cy", "region": "GB", "day": "2026-11-25", "until": "2027-02-25"},
        **{"may_keep": False, "sections": ["about"], "plan": {"sections": about}, "call": None},
    }


def test_words_to_send_are_in_no_copy() -> None:
    plan = plan_of(add("contacts", 1, name="Jo", say="Can you come round?"))
    assert chosen(plan, ["contacts"])["contacts"][0]["content"] == {"name": "Jo"}


@pytest.mark.parametrize(
    ("answer", "is_in"), [({}, False), ({"share_number": False}, False), ({"share_number": True}, True)]
)
def test_a_number_that_may_not_be_in_copies_is_not_in_them_as_anothers(answer: dict[str, bool], is_in: bool) -> None:
    cat = add("care_for", 2, text="The cat", who="Jo", number="+44 7700 900112")
    plan = plan_of(named("settings", "region", "GB", 9), add("contacts", 1, **jo(**answer)), cat)
    made = payload(plan, replace(SAM, sections=("care_for",)), "2026-11-25")
    assert ("900112" in words(made)) == is_in
    assert made["plan"]["sections"]["care_for"][0]["content"]["who"] == "Jo"


def test_beside_each_number_stands_what_to_dial_from_another_country() -> None:
    plan = plan_of(
        named("settings", "region", "GB", 8),
        named("about", "my_phone", "07700 900771", 9),
        add("contacts", 1, **jo(share_number=True)),
        add("contacts", 2, name="Al", phones=[{"number": "+44 7700 900113"}], share_number=True),
        add("contacts", 3, name="Help", phones=[{"number": "116123", "for": ["call"]}], share_number=True),
        add("care_for", 4, text="The cat", number="020 7946 0991"),
    )
    made = payload(plan, replace(SAM, sections=("contacts", "care_for"), with_number=True), "2026-11-25")
    assert (made["call"], made["dial"]) == ("07700 900771", "+447700900771")
    people = [entry["content"]["phones"] for entry in made["plan"]["sections"]["contacts"]]
    assert people == [
        [{"number": "07700 900112", "for": ["call"], "dial": "+447700900112"}],
        [{"number": "+44 7700 900113", "for": ["call"]}],
        [{"number": "116123", "for": ["call"]}],
    ]
    (cat,) = made["plan"]["sections"]["care_for"]
    assert cat["content"] == {"text": "The cat", "number": "020 7946 0991", "dial": "+442079460991"}


def test_two_texts_of_one_person_each_have_what_to_dial() -> None:
    plan = plan_of(
        named("settings", "region", "GB", 9),
        add("contacts", 1, **jo(share_number=True)),
        raw("edit", "contacts", 1, seq=2, content=jo(share_number=True, when="days"), based_on=f"{OUTBOX}:1"),
        raw("edit", "contacts", 1, seq=3, content=jo(share_number=True, when="evenings"), based_on=f"{OUTBOX}:1"),
    )
    (made,) = payload(plan, SAM, "2026-11-25")["plan"]["sections"]["contacts"]
    texts = [made["content"], *(rival["content"] for rival in made["rivals"])]
    assert [text["phones"][0]["dial"] for text in texts] == ["+447700900112"] * 2


def test_the_name_in_the_plan_is_followed_and_never_told_once_it_is_for_nobody_else() -> None:
    name, terms = named("about", "name_i_like", "Sam", 1), replace(SAM, name=None)
    assert payload(plan_of(name), terms, "2026-11-25")["name"] == "Sam"
    later = raw("set_field", "about", "name_i_like", seq=2, value="Sami", based_on=f"{OUTBOX}:1")
    assert payload(plan_of(name, later), terms, "2026-11-25")["name"] == "Sami"
    assert payload(plan_of(name, later), SAM, "2026-11-25")["name"] == "Sam"
    only_me = raw("only_me", "about", "name_i_like", seq=2, on=True)
    made = payload(plan_of(name, only_me), replace(terms, sections=EVERYTHING), "2026-11-25")
    assert made["name"] == ""
    assert "Sam" not in words(made)


def avoiding(*names: str) -> Plan:
    return plan_of(*(add("avoid", number, name=name) for number, name in enumerate(names, 1)))


def names_in(plan: Plan, terms: Terms) -> list[str]:
    made = payload(plan, replace(terms, sections=("avoid", "coping")), "2026-11-25")
    return [entry["content"]["name"] for entry in made["plan"]["sections"].get("avoid", ())]


def test_of_who_is_not_to_be_called_a_copy_has_the_names_that_were_asked_about() -> None:
    assert names_in(avoiding("Tom", "Ann"), SAM) == ["Tom"]
    assert names_in(avoiding("Tom", "Ann"), replace(SAM, names=())) == []


def test_who_is_put_under_avoid_reads_no_name_of_that_list_until_their_copy_is_settled() -> None:
    plan = avoiding("Tom", "Dad")
    dad = Terms(label="dad", names=(entry_id(1), entry_id(2)))
    assert names_in(plan, dad) == []
    assert names_in(plan, all_the_same(plan, dad)) == ["Tom", "Dad"]


def test_readers_get_the_whole_table_with_what_copies_may_hold() -> None:
    table = {section["id"]: section for section in as_json_for_copies()}
    assert list(table) == list(EVERYTHING)
    assert [field["name"] for field in table["avoid"]["fields"]] == ["name"]
    assert [field["name"] for field in table["about"]["fields"]] == ["name_i_like", "languages", "communication"]
    assert not {"share_number", "say"} & {field["name"] for field in table["contacts"]["fields"]}
    assert table["past"]["answers"] == []


FEET = "coping.feet"


def phrase_in(language: str, text: str | None = None) -> dict[str, object]:
    """A coping step that says it was taken from the phrase bank, in the copy of a plan in English."""
    words = text or i18n.phrases(language)["coping"][FEET]
    plan = plan_of(raw("add", "coping", 1, content={"text": words}, phrase=FEET))
    (entry,) = payload(plan, replace(SAM, sections=("coping",)), "2026-11-25")["plan"]["sections"]["coping"]
    return {key: value for key, value in entry.items() if key in ("phrase", "lang")}


def test_a_phrase_that_was_taken_unchanged_is_named_in_a_copy() -> None:
    assert phrase_in("en") == {"phrase": "feet"}


def test_a_phrase_from_a_page_in_another_language_says_which() -> None:
    assert phrase_in("pl") == {"phrase": "feet", "lang": "pl"}


def test_a_phrase_in_words_of_ones_own_is_no_phrase_any_more() -> None:
    assert phrase_in("en", "Put both feet on the doorstep") == {}


def test_what_was_edited_against_a_delete_is_in_no_copy_when_it_was_only_me() -> None:
    edit = raw("edit", "coping", 1, seq=4, content={"text": "secret wall, quietly"}, based_on=f"{OUTBOX}:1")
    plan = plan_of(
        add("coping", 1, text="secret wall"),
        raw("only_me", "coping", 1, seq=2, on=True),
        raw("delete", "coping", 1, seq=3, based_on=f"{OUTBOX}:1"),
        {**edit, "only_me": True},
    )
    assert "secret wall, quietly" in words(plan_as_json(plan))
    assert "secret wall" not in words(payload(plan, replace(SAM, sections=EVERYTHING), "2026-11-25"))

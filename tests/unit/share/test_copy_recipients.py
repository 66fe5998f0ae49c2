"""A copy for someone who is not to be called, and who reads a section."""

from dataclasses import replace

from pwa.share.recipients import (
    all_the_same,
    answered,
    for_someone_under_avoid,
    knowing_numbers,
    new_names,
    readers,
    stand_under_avoid,
)
from pwa.share.terms import Terms, new_copy
from tests.unit.plan.making import add, entry_id, plan_of, raw

REGION = raw("set_field", "settings", "region", seq=90, value="GB", based_on=None)
JO = add("contacts", 1, name="Jo Smith", phones=[{"number": "07700 900112", "for": ["call"]}])


def names(plan, terms):
    return [entry.now.content["name"] for entry in stand_under_avoid(plan, terms)]


def test_a_typed_name_is_found_under_avoid_however_it_is_written():
    plan = plan_of(add("avoid", 2, name="My  Sister"))
    assert names(plan, Terms(label="my sister")) == ["My  Sister"]
    assert names(plan, Terms(label="my brother")) == []


def test_a_picked_contact_is_found_by_name_and_by_number():
    for avoided in ({"name": "jo smith"}, {"name": "Her", "number": "+44 7700 900112"}):
        plan = plan_of(REGION, JO, add("avoid", 2, **avoided))
        assert names(plan, Terms(label="my friend", contact=entry_id(1))) == [avoided["name"]]
        assert names(plan, Terms(label="my friend")) == []


def test_who_is_put_away_under_avoid_or_gone_from_contacts_is_not_asked_about():
    away = raw("put_away", "avoid", 2, seq=3, based_on=f"{'a' * 32}:2")
    assert names(plan_of(JO, add("avoid", 2, name="Jo Smith"), away), Terms(label="x", contact=entry_id(1))) == []
    assert names(plan_of(), Terms(label="x", contact=entry_id(7))) == []


def test_copies_given_to_someone_who_was_added_to_avoid_later_are_named():
    copies = [new_copy(Terms(label=label), "2026-11-25") for label in ("Jo", "Al")]
    assert for_someone_under_avoid(plan_of(add("avoid", 1, name="Al")), copies) == [copies[1]]


def test_a_number_that_was_once_known_of_the_reader_is_recognised():
    terms = knowing_numbers(plan_of(REGION, JO), Terms(label="Jo Smith", contact=entry_id(1)))
    plan = plan_of(REGION, add("avoid", 2, name="Her", number="+44 7700 900112"))
    assert names(plan, terms) == ["Her"]
    assert knowing_numbers(plan, terms) == terms


def test_a_copy_that_stays_is_asked_about_again_only_for_someone_else():
    plan = plan_of(add("avoid", 1, name="Al"))
    left = new_copy(all_the_same(plan, Terms(label="Al")), "2026-11-25")
    assert for_someone_under_avoid(plan, [left]) == []
    more = plan_of(add("avoid", 1, name="Al"), add("avoid", 2, name="al"))
    assert for_someone_under_avoid(more, [left]) == [left]


def test_names_that_are_new_are_those_that_nobody_was_asked_about():
    plan = plan_of(
        *(add("avoid", number, name=name) for number, name in enumerate(("Tom", "Ann", "Bo", "Cy"), 1)),
        raw("only_me", "avoid", 3, seq=8, on=True),
        raw("put_away", "avoid", 4, seq=9, based_on=f"{'a' * 32}:4"),
    )
    terms = Terms(label="Grace", sections=("avoid",))
    assert [entry.id for entry in new_names(plan, terms)] == [entry_id(1), entry_id(2)]
    terms = answered(answered(terms, [entry_id(1)], may_read=True), [entry_id(2)], may_read=False)
    assert (terms.names, terms.held_back) == ((entry_id(1),), (entry_id(2),))
    assert new_names(plan, terms) == []
    assert new_names(plan, Terms(label="Grace")) == []
    assert new_names(plan, Terms(label="Tom", sections=("avoid",))) == []


def test_readers_of_a_section_are_those_whose_copy_holds_it_and_has_not_ended():
    sister = new_copy(Terms(label="my sister", sections=("coping",)), "2026-11-25")
    ended = replace(sister, terms=replace(sister.terms, label="old", until="2026-11-24"))
    assert readers([sister, ended], "coping", "2026-11-25") == ["my sister"]
    assert readers([sister, ended], "contacts", "2026-11-25") == []
    assert readers([ended], "coping", "2026-11-24") == ["old"]

"""A copy for someone who is not to be called, and who reads a section."""

from dataclasses import replace

from pwa.share.recipients import for_someone_under_avoid, readers, stand_under_avoid
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


def test_readers_of_a_section_are_those_whose_copy_holds_it_and_has_not_ended():
    sister = new_copy(Terms(label="my sister", sections=("coping",)), "2026-11-25")
    ended = replace(sister, terms=replace(sister.terms, label="old", until="2026-11-24"))
    assert readers([sister, ended], "coping", "2026-11-25") == ["my sister"]
    assert readers([sister, ended], "contacts", "2026-11-25") == []
    assert readers([ended], "coping", "2026-11-24") == ["old"]

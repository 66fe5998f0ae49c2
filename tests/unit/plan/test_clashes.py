from pwa.plan.clashes import clashes
from tests.unit.plan.making import OUTBOX, add, entry_id, plan_of, raw

REGION = raw("set_field", "settings", "region", seq=90, value="GB", based_on=None)
PAIR = (entry_id(1), entry_id(2))


def test_the_same_name_is_asked_about_however_it_is_written() -> None:
    assert clashes(plan_of(add("contacts", 1, name="My  Sister"), add("avoid", 2, name="my sister"))) == [PAIR]


def test_the_same_number_is_asked_about_however_it_is_written() -> None:
    phones = [{"number": "020 7946 0123"}, {"number": "07700 900112"}]
    plan = plan_of(
        REGION,
        add("contacts", 1, name="Jo", phones=phones),
        add("avoid", 2, name="Al", number="+447700900112"),
    )
    assert clashes(plan) == [PAIR]


def test_different_people_without_numbers_are_not_asked_about() -> None:
    assert clashes(plan_of(REGION, add("contacts", 1, name="Jo"), add("avoid", 2, name="Al"))) == []


def test_what_is_put_away_is_not_asked_about() -> None:
    away = raw("put_away", "contacts", 1, seq=3, based_on=f"{OUTBOX}:1")
    assert clashes(plan_of(add("contacts", 1, name="Jo"), add("avoid", 2, name="Jo"), away)) == []

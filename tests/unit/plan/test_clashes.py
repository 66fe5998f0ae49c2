import pytest

from pwa.plan.clashes import BOTH_RIGHT, both_right, clashes
from pwa.plan.model import Plan
from tests.unit.plan.making import OUTBOX, add, applied, entry_id, plan_of, raw

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


def answered(plan: Plan) -> Plan:
    """The plan once it was said that both are right."""
    value = both_right(plan, PAIR)
    return applied(plan, raw("set_field", "settings", BOTH_RIGHT, seq=91, value=value, based_on=None)).plan


def jo_twice() -> Plan:
    phones = [{"number": "07700 900112"}]
    return plan_of(REGION, add("contacts", 1, name="Jo", phones=phones), add("avoid", 2, name="Jo"))


def test_both_are_right_is_remembered_and_holds_no_word() -> None:
    plan = answered(jo_twice())
    assert clashes(plan) == []
    (mark,) = plan.value("settings", BOTH_RIGHT)
    assert "Jo" not in mark
    assert "900112" not in mark


@pytest.mark.parametrize(
    ("section", "number", "content"),
    [
        ("contacts", 1, {"name": "JO", "phones": [{"number": "07700 900112"}]}),
        ("contacts", 1, {"name": "Jo", "phones": [{"number": "07700 900113"}]}),
        ("avoid", 2, {"name": "Jo", "number": "07700 900112"}),
    ],
)
def test_another_name_or_number_is_asked_about_again(section: str, number: int, content: dict[str, object]) -> None:
    edit = raw("edit", section, number, seq=92, content=content, based_on=f"{OUTBOX}:{number}")
    assert clashes(applied(answered(jo_twice()), edit).plan) == [PAIR]


def test_what_else_changes_is_not_asked_about_again() -> None:
    content = {"name": "Jo", "phones": [{"number": "07700 900112"}], "when": "evenings"}
    edit = raw("edit", "contacts", 1, seq=92, content=content, based_on=f"{OUTBOX}:1")
    assert clashes(applied(answered(jo_twice()), edit).plan) == []


def test_one_answer_leaves_another_and_forgets_what_no_longer_counts() -> None:
    plan = applied(answered(jo_twice()), add("avoid", 3, name="jo")).plan
    other = (entry_id(1), entry_id(3))
    assert clashes(plan) == [other]
    both = both_right(plan, other)
    assert len(both) == 2
    gone = applied(plan, raw("delete", "avoid", 2, seq=93, based_on=f"{OUTBOX}:2")).plan
    assert both_right(gone, other) == both[1:]

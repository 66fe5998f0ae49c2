"""What a row of a list says, and what it keeps to itself until it is opened."""

from pwa import i18n
from pwa.pages.offers import taken
from pwa.pages.rows import row
from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Plan
from pwa.plan.sections import AVOID, BY_ID

REASON = "He reads my letters"


def edit(seq: int, kind: str, why: str) -> dict[str, object]:
    where = {"section": AVOID.id, "entry": "a" * 32, "revision": f"{'b' * 32}:{seq}", "day": "2026-11-23"}
    return {**where, "kind": kind, "content": {"name": "Rob", "number": "07700 900112", "why": why}}


def test_a_reason_that_never_leaves_the_plan_is_not_read_in_the_list() -> None:
    i18n.load()
    plan = apply(Plan(id="c" * 32), parse_change(edit(1, "add", REASON))).plan
    shown = row(i18n.translator("en"), plan, AVOID, plan.entries(AVOID.id)[0])
    assert REASON not in " ".join(shown.notes)
    assert [note for note in shown.notes if note.startswith("Why") and note.endswith(": written down")]
    assert [note for note in shown.notes if "07700 900112" in note]


def test_who_has_to_choose_between_two_reasons_reads_them() -> None:
    i18n.load()
    plan = apply(Plan(id="c" * 32), parse_change(edit(1, "add", REASON))).plan
    other = {**edit(2, "edit", "Another one"), "based_on": f"{0:032x}:1"}
    plan = apply(plan, parse_change(other)).plan
    shown = row(i18n.translator("en"), plan, AVOID, plan.entries(AVOID.id)[0])
    assert [REASON in " ".join(one.notes) for one in shown.rivals].count(True) == 1
    assert ["Another one" in " ".join(one.notes) for one in shown.rivals].count(True) == 1


def test_a_suggestion_for_another_field_says_which_and_leaves_the_rest_as_it_is() -> None:
    i18n.load()
    where = {"section": "surroundings", "entry": "a" * 32}
    plan = Plan(id="c" * 32)
    for seq, raw in enumerate(
        (
            {"kind": "add", "content": {"text": "My room"}},
            {"kind": "suggest", "by": "d" * 32, "content": {"text": "My room", "who": "Ann"}},
            {"kind": "edit", "content": {"text": "My own room"}, "based_on": f"{'b' * 32}:1"},
        ),
        1,
    ):
        plan = apply(plan, parse_change({**where, **raw, "revision": f"{'b' * 32}:{seq}"})).plan
    (entry,) = plan.entries("surroundings")
    shown = row(i18n.translator("en"), plan, BY_ID["surroundings"], entry)
    assert [one.text for one in shown.offers] == ["Who can do it: Ann"]
    (change,) = taken(plan, BY_ID["surroundings"], entry.id, shown.offers[0].revision)
    assert change["content"] == {"text": "My own room", "who": "Ann"}

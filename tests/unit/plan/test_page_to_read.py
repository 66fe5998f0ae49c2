"""A plan as its owner's page to read: whose words a point has, whoever spoke for the team last."""

from pwa.plan.plan_file import plan_as_file, plan_as_page
from tests.unit.plan.making import add, applied, entry_id, plan_of, raw

DAY = "2026-11-29"
POINT = {"point": "Call my sister first", "me": "agreed"}


def test_a_point_stays_the_persons_in_every_text_though_a_helper_spoke_for_the_team() -> None:
    plan = plan_of(add("agreement", 1, **POINT))
    said = {**POINT, "team": "agreed"}
    for seq, content in enumerate((said, {**said, "team_note": "Not after ten"}), 2):
        before = plan.entries("agreement")[0].now.revision
        more = {"content": content, "based_on": before, "by": "grace", "day": DAY}
        plan = applied(plan, raw("edit", "agreement", entry_id(1), seq, **more)).plan
    (stored,) = plan_as_file(plan, DAY)["sections"]["agreement"]
    (read,) = plan_as_page(plan, DAY)["sections"]["agreement"]
    assert [one["by"] for one in (*stored["earlier"], stored)] == ["me", "grace", "grace"]
    assert [one["by"] for one in (*read["earlier"], read)] == ["me", "me", "me"]
    assert [one.get("team_by") for one in (*read["earlier"], read)] == [None, "grace", "grace"]

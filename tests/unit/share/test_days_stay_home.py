"""How things are from day to day is its owner's alone: no copy and no helper has a way to ask for it."""

import json

from pwa.plan.sections import SECTIONS
from pwa.share.choosing import chosen
from pwa.share.rights import Rights, view
from tests.unit.plan.making import add, plan_of


def test_days_are_in_no_copy_and_for_no_helper() -> None:
    plan = plan_of(add("coping", 1, text="tea"), add("days", 2, day="2026-11-02", stage="crisis", note="canary"))
    asked = [*(section.id for section in SECTIONS), "days"]
    assert "canary" not in json.dumps(chosen(plan, asked))
    rights = Rights.of("a" * 32, dict.fromkeys(asked, "write"))
    assert "days" not in rights.reads
    assert set(view(plan, rights).sections) == {"coping", "settings", *rights.reads}
    assert not view(plan, rights).entries("days")

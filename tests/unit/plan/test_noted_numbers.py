"""A number that is still right is noted on its entry, as the try of a step is."""

from typing import Any

import pytest

from pwa.plan.change import InvalidChange
from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Plan
from pwa.plan.snapshot import snapshot

ENTRY, OUTBOX = "c" * 32, "a" * 32


def change(kind: str, seq: int = 1, section: str = "contacts", **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "section": section,
        "entry": ENTRY,
        "revision": f"{OUTBOX}:{seq}",
        "day": "2026-11-23",
        **more,
    }


def test_it_is_kept_beside_the_words_and_reaches_every_phone() -> None:
    plan = apply(Plan(id="0" * 32), parse_change(change("add", content={"name": "Crisis team"}))).plan
    plan = apply(plan, parse_change(change("tick", 2, outcome="still_right"))).plan
    (entry,) = plan.entries("contacts")
    assert (entry.now.revision, entry.earlier, entry.rivals) == (f"{OUTBOX}:1", (), ())
    (sent,) = snapshot(plan)["sections"]["contacts"]
    assert sent["tries"] == [{"day": "2026-11-23", "outcome": "still_right", "revision": f"{OUTBOX}:2"}]


def test_a_deleted_entry_comes_back_with_it() -> None:
    whole = {"id": ENTRY, "content": {"name": "Crisis team"}, "revision": f"{OUTBOX}:1"}
    noted = {"day": "2026-11-23", "outcome": "still_right", "revision": f"{OUTBOX}:2"}
    back = parse_change(change("bring_back", 3, whole={**whole, "tries": [noted]}))
    assert back.whole is not None
    assert back.whole.tries[0].outcome == "still_right"


@pytest.mark.parametrize(
    ("section", "outcome", "reason"),
    [
        ("contacts", "helped", "bad_choice"),
        ("coping", "still_right", "bad_choice"),
        ("safe", "still_right", "bad_choice"),
        ("about", "still_true", "wrong_section"),
    ],
)
def test_each_kind_of_entry_has_its_own_outcomes(section: str, outcome: str, reason: str) -> None:
    with pytest.raises(InvalidChange) as error:
        parse_change(change("tick", section=section, outcome=outcome))
    assert error.value.reason == reason

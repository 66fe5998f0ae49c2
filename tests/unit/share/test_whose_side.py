"""Who is told to have spoken in a point of an agreement: nobody is made to say what another wrote down for them."""

from dataclasses import replace

import pytest

from pwa import i18n
from pwa.pages.agreement.sides import standing
from pwa.plan.agreeing import MARK
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.snapshot import snapshot
from pwa.share.choosing import chosen
from pwa.share.rights import view
from tests.unit.share.test_written_beside import JO, OUTBOX, POINT, RIGHTS, after, edit, plan

BOTH = {**POINT, "team": "agreed"}
OVER = edit(
    "agreement", {**POINT, "team": "not_yet", "team_note": "if there is room"}, 9, by="me", based_on=f"{OUTBOX}:8"
)
SPOKE = edit("agreement", {**BOTH, "team_note": "always"}, 8)


@pytest.mark.parametrize(
    ("changes", "mine"),
    [
        ([], None),
        ([SPOKE], None),
        ([edit("agreement", BOTH, 8, by="me")], "told"),
        ([SPOKE, OVER], "over"),
    ],
)
def test_what_the_person_wrote_for_the_team_is_told_as_theirs(
    changes: list[dict[str, object]], mine: str | None
) -> None:
    i18n.load()
    said = after(plan("agreement", POINT), *changes)
    (entry,) = said.entries("agreement")
    stands = standing(i18n.translator("en"), said, AGREEMENT, entry, entry.now)
    assert stands
    assert [bool(one.told) for one in stands.sides] == [False, bool(mine)]
    for found in (snapshot(said)["sections"], chosen(said, ["agreement"])):
        assert found["agreement"][0].get("team_mine") == mine
    (seen,) = view(said, RIGHTS).entries("agreement")
    assert seen.now.extra.get("team_mine") == mine


def test_a_helper_learns_that_a_point_changed_since_both_agreed_and_not_what_it_was() -> None:
    said = after(
        plan("agreement", POINT), SPOKE,
        edit("agreement", {**BOTH, "team_note": "always", "point": "Call no one"}, 9, by="me", based_on=f"{OUTBOX}:8"),
    )  # fmt: skip
    for rights in (RIGHTS, replace(RIGHTS, helper=JO)):
        (seen,) = view(said, rights).entries("agreement")
        assert seen.now.extra.get(MARK) is True
        assert "sister" not in repr([seen, seen.now.content, seen.now.extra])

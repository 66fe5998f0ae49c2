"""A look through a plan, pressed without a browser: when it is told of, and that a refused one is not passed by."""

from nicegui.testing import User

from pwa.pages.edit import part_address
from tests.pages.test_share_page import Owner, owner
from tests.unit.plan.making import add, raw

__all__ = ["owner"]


async def test_a_look_that_is_not_kept_says_why_and_can_be_tried_again(user: User, owner: Owner) -> None:
    owner.change(*(add("looks", number, day="2024-01-01") for number in range(1, 201)))
    await user.open(f"/en/abcdefgh/edit/{part_address('looks')}")
    user.find("Note who was there, and the next day").click()
    await user.should_see("This list is full.")
    await user.should_not_see("Everything is kept.")
    entry = owner.access.open(owner.opened.cookie).plan.shown("looks")[0]
    owner.change(raw("delete", "looks", 1, 300, based_on=entry.now.revision))
    await user.open(f"/en/abcdefgh/edit/{part_address('looks')}")
    user.find("Note who was there, and the next day").click()
    await user.should_see("That was the look. Everything is kept.")
    assert len(owner.access.open(owner.opened.cookie).plan.shown("looks")) == 200


async def test_a_goal_whose_day_has_come_is_told_where_a_plan_is_read(user: User, owner: Owner) -> None:
    owner.change(add("reasons", 1, text="A shed", look_again="2024-01-01"))
    await user.open("/en/abcdefgh/edit")
    await user.should_see("The day has come to look through your plan.")
    await user.open(f"/en/abcdefgh/edit/{part_address('looks')}")
    user.find("Enough for today").click()
    await user.should_see("That was the look. Everything is kept.")
    await user.open("/en/abcdefgh/edit")
    await user.should_not_see("The day has come to look through your plan.")

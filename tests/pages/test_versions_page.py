"""Earlier versions, pressed without a browser: what is told, what is brought back, and what a yes is asked for."""

from datetime import date, timedelta

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from components.button.button import Button
from components.fold.fold import Fold
from components.words.words import Words
from pwa.pages.edit import part_address
from pwa.pages.versions import AT_ONCE
from pwa.plan.changes import parse_change
from pwa.plan.history import Item, What
from pwa.plan.looking import new_from
from pwa.plan.model import Entry, Version
from tests.pages.test_share_page import Owner, owner
from tests.unit.plan.making import OUTBOX, add, plan_of, raw

__all__ = ["owner"]

HERE = f"/en/abcdefgh/edit/{part_address('versions')}"


@pytest.fixture
def told(owner: Owner) -> Owner:
    """A plan with three days of changes."""
    days = (date(2026, 3, 1) + timedelta(days=number) for number in range(1000))
    owner.access.earlier.today = lambda: next(days).isoformat()
    owner.change(add("coping", 1, text="Walk to the canal"), add("coping", 2, text="Tea"))
    owner.change(raw("put_away", "coping", 1, seq=3, based_on=f"{OUTBOX}:1"))
    owner.change(raw("edit", "coping", 2, seq=4, content={"text": "Coffee"}, based_on=f"{OUTBOX}:2"))
    return owner


def said(user: User) -> list[str]:
    """The words of the page, in their order."""
    return [one.text for one in sorted(user.find(kind=Words).elements, key=lambda one: one.id)]


def press(user: User, label: str) -> None:
    (button,) = [one for one in user.find(kind=Button).elements if label in (one.text, one.props.get("aria-label"))]
    UserInteraction(user, {button}, None).click()


def shown(owner: Owner) -> list[str]:
    plan = owner.access.look(owner.opened.cookie).plan
    return [entry.now.content["text"] for entry in plan.shown("coping")]


async def test_what_changed_is_told_newest_first_with_the_words_themselves(told: Owner, user: User) -> None:
    await user.open(HERE)
    words = said(user)
    sentences = [one for one in words if one.startswith("“")]
    assert sentences == [
        "“Tea” in “What helps me” was changed.",
        "“Walk to the canal” in “What helps me” was put away.",
        "“Tea” was added to “What helps me”.",
        "“Walk to the canal” was added to “What helps me”.",
    ]
    assert [one for one in words if "2026" in one] == ["3 March 2026", "2 March 2026", "1 March 2026"]


async def test_one_entry_comes_back_with_its_words(told: Owner, user: User) -> None:
    await user.open(HERE)
    press(user, "Bring this back: Walk to the canal")
    await user.should_see("It is back in your plan.")
    assert shown(told) == ["Walk to the canal", "Coffee"]
    press(user, "Bring this back: Tea")
    await user.should_see("“Coffee” in “What helps me” was changed.")
    assert shown(told) == ["Walk to the canal", "Tea"]


async def test_words_of_someone_else_come_back_as_theirs(told: Owner, user: User) -> None:
    named = {"outbox": "b" * 32, "based_on": f"{OUTBOX}:4", "by": "c" * 32}
    theirs = raw("edit", "coping", 2, seq=1, content={"text": "A walk"}, **named)
    told.access.change(told.opened.cookie, [parse_change(theirs)], keeps_voices=True)
    mine = raw("edit", "coping", 2, seq=5, content={"text": "Soup"}, based_on=f"{'b' * 32}:1")
    told.change(mine)
    await user.open(HERE)
    press(user, "Bring this back: A walk")
    await user.should_see("It is back in your plan.")
    assert "By you, in the words of someone else" in said(user)
    (entry,) = told.access.look(told.opened.cookie).plan.shown("coping")
    assert (entry.now.content["text"], entry.now.by) == ("A walk", "c" * 32)


async def test_what_can_t_be_read_any_more_is_told_and_the_rest_shown(told: Owner, user: User) -> None:
    told.access.store.histories.keep(told.opened.cookie.plan_id, b"broken")
    await user.open(HERE)
    words = said(user)
    assert any(one.startswith("A file with older versions was damaged") for one in words)
    assert "“Tea” was added to “What helps me”." in words


async def test_a_whole_day_comes_back_after_one_yes_that_says_what_changes(told: Owner, user: User) -> None:
    told.change(raw("delete", "coping", 2, seq=9, based_on=f"{OUTBOX}:4"), add("coping", 5, text="Later"))
    told.change(add("talk", 6, text="Ask about sleep"))
    await user.open(HERE)
    press(user, "Bring the whole plan back to how it was after 1 March 2026")
    await user.should_see("Your plan as it was after 1 March 2026")
    words = said(user)
    assert words[words.index("These come back") + 1] == "Walk to the canal"
    assert words[words.index("These are put away") + 1] == "Later"
    assert shown(told) == ["Later"]
    press(user, "Yes, bring it back")
    await user.should_see("It is back in your plan.")
    assert shown(told) == ["Walk to the canal"]
    assert len(told.access.look(told.opened.cookie).plan.shown("talk")) == 1
    assert "Something was deleted from “What helps me”." in said(user)


async def test_a_page_shows_some_and_more_when_asked(told: Owner, user: User) -> None:
    for seq in range(10, 10 + AT_ONCE):
        based = f"{OUTBOX}:{seq - 1 if seq > 10 else 4}"
        told.change(raw("edit", "coping", 2, seq=seq, content={"text": f"text {seq}"}, based_on=based))
    await user.open(HERE)
    assert "“Tea” was added to “What helps me”." not in said(user)
    press(user, "Show earlier")
    await user.should_see("“Tea” was added to “What helps me”.")


async def test_months_before_the_newest_one_are_folded_and_what_was_asked_for_is_open(told: Owner, user: User) -> None:
    told.access.earlier.today = lambda: "2026-04-02"
    based = 4
    for seq in range(10, 10 + AT_ONCE):
        told.change(raw("edit", "coping", 2, seq=seq, content={"text": f"text {seq}"}, based_on=f"{OUTBOX}:{based}"))
        based = seq
        if seq == 9 + AT_ONCE // 2:
            told.access.earlier.today = lambda: "2026-05-02"
    await user.open(HERE)
    months = lambda: [one for one in user.find(kind=Fold).elements if "2026" in one.summary.text]  # noqa: E731
    assert [(one.summary.text, one.props.get("open")) for one in months()] == [("April 2026", None)]
    press(user, "Show earlier")
    await user.should_see("March 2026")
    shown = sorted(months(), key=lambda one: one.id)
    assert [(one.summary.text, one.props.get("open")) for one in shown] == [("April 2026", None), ("March 2026", True)]


async def test_what_stays_at_the_desk_is_told_without_its_words(told: Owner, user: User) -> None:
    told.change(raw("add", "past", 1, seq=8, content={"what": "SECRET"}))
    await user.open(HERE)
    assert "SECRET" not in " ".join(said(user))
    assert "Something changed in “What happened before”." in said(user)


async def test_what_is_newer_than_the_last_look_is_marked_on_the_day_of_the_look_too(told: Owner, user: User) -> None:
    told.access.earlier.today = lambda: "2026-03-03"
    told.change(add("looks", 6, day="2026-03-03"))
    told.change(raw("set_field", "about", "next_look", 7, value="2026-06-03", based_on=None))
    told.change(raw("edit", "coping", 2, seq=8, content={"text": "Soup"}, based_on=f"{OUTBOX}:4"))
    await user.open(HERE)
    words = said(user)
    assert words.count("New since the last look-through") == 1
    assert words[words.index("New since the last look-through") - 2] == "“Coffee” in “What helps me” was changed."


def test_without_its_own_mark_a_look_counts_by_its_day() -> None:
    look = Entry(id="1", now=Version(content={"day": "2026-03-01"}, revision=""))
    facts = {"revision": 1, "device": "", "what": What.CHANGED, "section": "coping", "entry": "2"}
    items = [Item(number=number, day=f"2026-03-0{number}", **facts) for number in (1, 2)]
    assert new_from(plan_of().with_entries("looks", (look,)), items) == 2
    assert new_from(plan_of(), items) > 2

"""What happened before, pressed without a browser: what is asked, what a yes leads to, and whose view is whose."""

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from nicegui.testing import User
from nicegui.testing.user_interaction import UserInteraction

from components.choice.choice import Choice
from components.entry_list.entry_list import EntryList
from components.keeping.keeping import Kept
from components.words.words import Link
from pwa import i18n, lines
from pwa.pages.days import month_names, month_words, today
from pwa.pages.edit import part_address
from pwa.pages.paper import _printable
from pwa.pages.past.reading import event_row
from pwa.plan.changes import apply, parse_change
from pwa.plan.record_sections import PAST
from pwa.plan.snapshot import snapshot
from pwa.share.choosing import payload
from pwa.vault.unsealed import Unsealed
from tests.pages.test_share_page import Owner, choose, owner
from tests.unit.plan.making import add, entry_id, plan_of, raw

__all__ = ["owner"]

HERE = f"/en/abcdefgh/edit/{part_address('past')}"
SISTER = {"by": "my sister", "view": "He wanted to be left alone", "source": "was there", "sure": "quite"}


def answered(name: str, value: str, seq: int = 90) -> dict[str, Any]:
    return raw("set_field", "past", name, seq=seq, value=value, based_on=None)


def theirs(number: int, seq: int, **content: Any) -> dict[str, Any]:
    return {**raw("add", "past", number, seq=seq, content=content), "by": "Kofi", "day": "2026-11-23"}


def written_by_kofi(owner: Owner, *changes: dict[str, Any]) -> None:
    """Put what someone else wrote into a plan: an owner's own way of writing makes it the owner's."""

    def edit(found: Unsealed) -> Unsealed:
        plan = replace(found.plan, voices={"Kofi": {"name": "Kofi"}})
        for change in changes:
            plan = apply(plan, parse_change(change)).plan
        return replace(found, plan=plan)

    owner.access.edit(owner.opened.cookie, edit)


def links(user: User) -> dict[str, str]:
    return {str(one.text): str(one.props["href"]) for one in user.find(kind=Link).elements}


def type_over(user: User, label: str, known: str, value: str) -> Kept:
    """What a field sends once something else was typed over what stood there."""
    field = next(one for one in user.find(kind=Kept).elements if one.props["label"] == label)
    save = {"token": 1, "value": value, "known": [known], "goesOn": False}
    UserInteraction(user, {field}, None).trigger("save", save)
    return field


async def appears(user: User, label: str) -> None:
    """Wait until a field is shown."""
    for _ in range(1000):
        if label in {one.props["label"] for one in user.find(kind=Kept).elements}:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"no field says {label}")


def stored(owner: Owner, name: str) -> Any:
    return owner.access.open(owner.opened.cookie).plan.value("past", name)


def rows(user: User) -> list[dict[str, Any]]:
    (shown,) = [one for one in user.find(kind=EntryList).elements if not one.props.get("isAway")]
    return [*shown.props["entries"]]


async def test_nothing_is_answered_before_the_person_answers(user: User, owner: Owner) -> None:
    await user.open(HERE)
    asked = [one for one in user.find(kind=Choice).elements if one.props["label"] in {f.label for f in PAST.answers}]
    assert len(asked) == len(PAST.answers) == 16
    assert {str(one.props["value"]) for one in asked} == {""}
    assert {tuple(words for _, words in one.props["options"]) for one in asked} == {("yes", "no", "rather not say")}


EVERYDAY = {"moving", "work", "money", "relationships", "discrimination", "racism", "sexual_abuse", "exclusion"}


def test_hard_things_and_everyday_ones_of_the_framework_stand_by_turns() -> None:
    kinds = ["everyday" if field.name in EVERYDAY else "hard" for field in PAST.answers]
    assert kinds.count("everyday") == kinds.count("hard") == 8
    assert sum(one == other for one, other in pairwise(kinds)) == 1  # the two about children stand together


async def test_yes_offers_to_tell_it_and_the_event_is_about_that(user: User, owner: Owner) -> None:
    await user.open(HERE)
    assert "Tell it as an event" not in links(user)
    choose(user, "Work, or losing it", "yes")
    await user.should_see("Tell it as an event")
    assert stored(owner, "work") == "yes"
    await user.open(links(user)["Tell it as an event"])
    choose(user, "Tell of something that happened", "They closed the yard")
    user.find("Add").click()
    await user.should_see("What it was about")
    (event,) = [one for one in owner.access.open(owner.opened.cookie).plan.shown("past") if one.id != "work"]
    assert event.now.content == {"what": "They closed the yard", "kinds": ["Work, or losing it"]}


@pytest.mark.parametrize("answer", ["no", "rather_not_say"])
async def test_no_other_answer_offers_anything(answer: str, user: User, owner: Owner) -> None:
    owner.change(answered("children_harm", answer))
    await user.open(HERE)
    await user.should_see("Take my answer back")
    assert "Tell it as an event" not in links(user)
    assert "Who I can talk to about a child" not in links(user)


async def test_answer_can_be_taken_back(user: User, owner: Owner) -> None:
    owner.change(answered("work", "yes"))
    await user.open(HERE)
    type_over(user, "Work, or losing it", "yes", "")
    await user.should_not_see("Take my answer back")
    assert stored(owner, "work") is None


async def test_yes_about_a_child_leads_to_whom_to_talk_to(user: User, owner: Owner) -> None:
    owner.change(answered("children_harm", "yes"))
    await user.open(HERE)
    await user.open(links(user)["Who I can talk to about a child"])
    await user.should_see("If I am worried about a child")


@pytest.mark.parametrize("country", ["GB", "PL", "FR", "ZZ", ""])
async def test_each_number_for_a_child_is_in_the_data(country: str, user: User, owner: Owner) -> None:
    if country:
        owner.change(raw("set_field", "settings", "region", seq=1, value=country, based_on=None))
    await user.open(f"{HERE}?step=2")
    told = lines.for_country(country, None, today(), "en")
    known = {told["emergency"]["number"], *(number for line in told["lines"] for number in line["voice"])}
    shown = {href.removeprefix("tel:") for href in links(user).values() if href.startswith("tel:")}
    assert told["emergency"]["number"] in shown
    assert shown <= {number.replace(" ", "") for number in known}
    assert ("08001111" in shown) == (country == "GB")


async def test_events_stand_by_date_and_those_without_one_at_the_end(user: User, owner: Owner) -> None:
    for number, when in enumerate(("", "2024-03", "2009", "2024-03-02", "2024"), 1):
        owner.change(add("past", number, what=f"thing {number}", **({"when": when} if when else {})))
    await user.open(f"{HERE}?step=1")
    assert [one["over"] for one in rows(user)] == ["2009", "2024", "March 2024", "2 March 2024", "No date"]


@pytest.mark.parametrize(("tag", "month"), [("en", "March 2024"), ("pl", "marzec 2024"), ("cy", "Mawrth 2024")])
def test_a_month_is_written_as_the_language_writes_it(tag: str, month: str) -> None:
    i18n.load()
    t = i18n.translator(tag)
    assert (month_words(t, "2024-03"), month_words(t, "2024"), month_words(t, "soon")) == (month, "2024", "soon")
    assert len(set(month_names(t))) == 12


def test_my_view_is_read_first_and_every_other_under_its_name() -> None:
    i18n.load()
    views = [SISTER, {"view": "Declined contact"}]
    plan = plan_of(add("past", 1, what="Nine days", before="No sleep", my_view="I could not hear", other_views=views))
    shown = event_row(i18n.translator("en"), plan, plan.entries("past")[0])
    assert [(part.label, part.text) for part in shown.parts] == [
        ("How I see it", "I could not hear"),
        ("What led up to it", "No sleep"),
        ("my sister", "He wanted to be left alone"),
        ("Someone else", "Declined contact"),
    ]
    assert list(shown.parts[2].notes) == ["Where they know it from: was there", "How sure they are: quite"]
    assert list(shown.notes) == ["Others see it in their own way: my sister"]


async def test_what_someone_else_wrote_has_their_name_and_no_field(user: User, owner: Owner) -> None:
    written_by_kofi(owner, theirs(1, 1, what="He opened to nobody"))
    await user.open(f"{HERE}?step=1")
    (shown,) = rows(user)
    assert shown["isTheirs"] is True
    assert shown["notes"] == ["Written by Kofi, 23 November 2026"]
    (listed,) = [one for one in user.find(kind=EntryList).elements if not one.props.get("isAway")]
    await listed._on_act(shown["id"], "open", "")
    await user.should_see("Written by Kofi, 23 November 2026")
    assert "What happened" not in {one.props["label"] for one in user.find(kind=Kept).elements}
    user.find("Put away").click()
    await user.should_see("Put away. You find it at the end of this page.")
    assert owner.access.open(owner.opened.cookie).plan.entries("past")[0].is_away


async def test_what_someone_else_wrote_beside_my_words_is_never_chosen_between(user: User, owner: Owner) -> None:
    edit = raw("edit", "past", 1, seq=2, content={"what": "Theirs"}, based_on=f"{'c' * 32}:1")
    written_by_kofi(owner, add("past", 1, what="Mine"), {**edit, "by": "Kofi"})
    await user.open(f"{HERE}?step=1")
    (shown,) = rows(user)
    assert (shown["text"], shown["rivals"]) == ("Mine", [])
    assert [(part["label"], part["text"]) for part in shown["parts"]] == [("Written by Kofi", "Theirs")]
    other = raw("edit", "past", 1, seq=3, content={"what": "Mine too"}, based_on=f"{'c' * 32}:1")
    owner.change(other)
    await user.open(f"{HERE}?step=1")
    (shown,) = rows(user)
    assert [one["text"] for one in shown["rivals"]] == ["Mine", "Mine too"]
    (listed,) = [one for one in user.find(kind=EntryList).elements if not one.props.get("isAway")]
    await listed._on_act(shown["id"], "pick", shown["rivals"][1]["revision"])
    texts = owner.access.open(owner.opened.cookie).plan.entries("past")[0].texts
    assert sorted((text.by, text.content["what"]) for text in texts) == [("Kofi", "Theirs"), ("me", "Mine too")]


def test_my_words_are_read_first_also_where_someone_else_wrote_before_me() -> None:
    i18n.load()
    mine = raw("edit", "past", 1, seq=2, content={"what": "Mine", "my_view": "As I see it"}, based_on=f"{'c' * 32}:1")
    plan = replace(plan_of(theirs(1, 1, what="Theirs"), mine), voices={"Kofi": {"name": "Kofi"}})
    shown = event_row(i18n.translator("en"), plan, plan.entries("past")[0])
    assert (shown.text, shown.is_theirs) == ("Mine", True)
    said = [(part.label, part.text) for part in shown.parts]
    assert said == [("How I see it", "As I see it"), ("Written by Kofi, 23 November 2026", "Theirs")]


async def test_event_that_was_deleted_comes_back_beside_the_answers(user: User, owner: Owner) -> None:
    owner.change(answered("work", "yes"), add("past", 1, what="Something"))
    before = owner.access.open(owner.opened.cookie).plan.entries("past")
    await user.open(f"{HERE}?step=1")
    (listed,) = [one for one in user.find(kind=EntryList).elements if not one.props.get("isAway")]
    await listed._on_act(entry_id(1), "delete", "")
    assert [entry.id for entry in owner.access.open(owner.opened.cookie).plan.entries("past")] == ["work"]
    user.find("Undo").click()
    await user.should_see("It is back in the list.")
    after = owner.access.open(owner.opened.cookie).plan.entries("past")
    assert {entry.id: entry for entry in after} == {entry.id: entry for entry in before}


async def test_year_in_full_is_asked_for(user: User, owner: Owner) -> None:
    owner.change(add("past", 1, what="Something"))
    await user.open(f"{HERE}?step=1")
    (listed,) = [one for one in user.find(kind=EntryList).elements if not one.props.get("isAway")]
    await listed._on_act(entry_id(1), "open", "")
    field = type_over(user, "When", "", "24-03")
    for _ in range(200):
        if "answer" not in field.props:
            await asyncio.sleep(0.01)
    assert str(field.props["answer"]["sentence"]).startswith("Please write the year with four digits")


async def test_way_out_is_on_every_page_and_leads_to_what_helps(user: User, owner: Owner) -> None:
    owner.change(*(add("coping", number, text=f"step {number}") for number in range(1, 6)))
    for step in ("", "?step=0", "?step=1", "?step=2"):
        await user.open(f"{HERE}{step}")
        out = links(user)["Enough for today"]
    await user.open(out)
    for seen in ("That is enough for today", "step 1", "step 3"):
        await user.should_see(seen)
    await user.should_not_see("step 4")
    assert {links(user)[words] for words in ("One step at a time", "My plan, and who I can call")} == {"/#steps", "/"}


@pytest.mark.parametrize(("yeses", "is_in"), [(0, False), (1, False), (2, True)])
async def test_past_is_in_a_copy_only_after_two_yeses(yeses: int, is_in: bool, user: User, owner: Owner) -> None:
    owner.change(add("past", 1, what="Something"), answered("self_harm", "yes"))
    await user.open("/en/abcdefgh/share")
    choose(user, "Who is it for?", "My sister")
    for label in ("What happened before", "Yes, they may read what happened before")[:yeses]:
        await appears(user, label)
        choose(user, label, True)
    user.find("Make the copy").click()
    await user.should_see("The code for My sister")
    (terms,) = owner.terms()
    assert ("past" in terms.sections) is is_in
    held = payload(owner.access.open(owner.opened.cookie).plan, terms, "2026-11-29")["plan"]["sections"].get("past", [])
    assert [entry["content"] for entry in held] == ([{"what": "Something"}] if is_in else [])


def test_no_phone_and_no_paper_gets_any_of_it() -> None:
    plan = plan_of(add("past", 1, what="Something", other_views=[SISTER]), answered("self_harm", "yes"))
    assert "past" not in snapshot(plan)["sections"]
    assert [section.id for section in _printable(plan)] == []

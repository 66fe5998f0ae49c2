"""Saving one field: nobody's words are lost, whoever wrote in between."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from components.keeping.keeping import Typed
from pwa import i18n
from pwa.pages.desk import Desk
from pwa.pages.open_plan import OpenPlan
from pwa.pages.save_field import save_field
from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Entry
from pwa.plan.sections import BY_ID
from pwa.settings import Settings
from pwa.share.copies import Copies
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.adding import Adding
from pwa.vault.unsealed import Unsealed

ENTRY = "a" * 32


@dataclass
class Tab:
    """One page that is open on the plan."""

    open_plan: OpenPlan

    async def save(
        self, section: str, field: str, value: Any, *known: Any, entry: str = ENTRY, goes_on: bool = False
    ) -> str:
        """Type a value that replaces one of the known ones; returns what became of it."""
        table = BY_ID[section]
        found = next(one for one in (*table.fields, *table.named) if one.name == field)
        typed = Typed(value=value, known=known or ("",), goes_on=goes_on)
        return (await save_field(self.open_plan, table, found, entry, typed)).state

    def entry(self, section: str, entry: str = ENTRY) -> Entry:
        found = self.open_plan.plan.entry(section, entry)
        assert found is not None
        return found


@pytest.fixture
def access(tmp_path: Path) -> Iterator[PlanAccess]:
    with TinyDBStore(tmp_path) as store:
        yield PlanAccess(store)


@pytest.fixture
def open_tab(access: PlanAccess, tmp_path: Path) -> Callable[[], Tab]:
    """A function that opens the plan on one more page, as it is then."""
    cookie = access.create(day="2026-11-23").cookie
    settings = Settings(data=tmp_path)
    desk = Desk(
        access=access,
        adding=Adding(access),
        copies=Copies(access),
        settings=settings,
        asset=str,
        base_url=str,
        find_cookies=lambda _, slot: (),
        unlocked_seconds=lambda *_: 0,
    )
    t = i18n.translator("en")
    return lambda: Tab(OpenPlan(desk=desk, t=t, slot="s", cookie=cookie, opened=access.open(cookie)))


@pytest.fixture
def here(open_tab: Callable[[], Tab]) -> Tab:
    """A page on an empty plan."""
    return open_tab()


async def test_first_text_makes_the_entry_and_the_next_one_replaces_it(here: Tab) -> None:
    assert await here.save("coping", "text", "Cold wat") == "saved"
    assert await here.save("coping", "text", "Cold water", "", "Cold wat") == "saved"
    assert here.entry("coping").now.content == {"text": "Cold water"}
    assert not here.entry("coping").rivals


async def test_same_text_sent_again_after_a_lost_answer_changes_nothing(here: Tab) -> None:
    await here.save("coping", "text", "Cold water")
    before = here.entry("coping")
    assert await here.save("coping", "text", "Cold water ", "") == "saved"
    assert here.entry("coping") == before


async def test_text_that_goes_on_after_a_lost_answer_has_no_rival(here: Tab) -> None:
    await here.save("coping", "text", "Cold water")
    assert await here.save("coping", "text", "Cold water on my wrists", "", "Cold water") == "saved"
    assert not here.entry("coping").rivals


async def test_texts_from_two_tabs_both_stay(here: Tab, open_tab: Callable[[], Tab]) -> None:
    await here.save("coping", "text", "Walk")
    there = open_tab()
    await here.save("coping", "text", "Walk to the canal", "Walk")
    assert await there.save("coping", "text", "Walk to the lock", "Walk") == "saved"
    assert [text.content["text"] for text in there.entry("coping").texts] == ["Walk to the canal", "Walk to the lock"]


async def test_fields_of_one_entry_changed_in_two_tabs_are_both_kept(here: Tab, open_tab: Callable[[], Tab]) -> None:
    await here.save("contacts", "name", "Grace")
    there = open_tab()
    await there.save("contacts", "when", "evenings")
    await here.save("contacts", "relation", "friend")
    assert here.entry("contacts").now.content == {"name": "Grace", "relation": "friend", "when": "evenings"}
    assert not here.entry("contacts").rivals


async def test_fields_saved_at_the_same_moment_all_arrive(here: Tab) -> None:
    await here.save("contacts", "name", "Grace")
    states = await asyncio.gather(
        here.save("contacts", "relation", "friend"),
        here.save("contacts", "when", "evenings"),
        here.save("contacts", "night", True, False),
    )
    assert set(states) == {"saved"}
    assert here.entry("contacts").now.content == {
        "name": "Grace", "relation": "friend", "when": "evenings", "night": True,
    }  # fmt: skip
    assert not here.entry("contacts").rivals


async def test_required_text_can_not_be_emptied(here: Tab) -> None:
    await here.save("coping", "text", "Walk")
    assert await here.save("coping", "text", " ", "Walk") == "refused"
    assert here.entry("coping").now.content == {"text": "Walk"}


async def test_field_of_an_entry_that_was_deleted_elsewhere_is_refused_and_kept(here: Tab) -> None:
    assert await here.save("contacts", "when", "evenings") == "refused"


async def test_main_text_of_an_entry_that_was_deleted_elsewhere_makes_it_again(here: Tab) -> None:
    assert await here.save("coping", "text", "Walk on", "Walk") == "saved"
    assert here.entry("coping").now.content == {"text": "Walk on"}


async def test_phrase_is_known_until_its_words_change(here: Tab) -> None:
    phrase, words = next(iter(i18n.phrases("en")["warning_signs"].items()))
    await here.save("warning_signs", "text", words)
    await here.save("warning_signs", "noticed_by", "me")
    assert here.entry("warning_signs").now.phrase == phrase
    await here.save("warning_signs", "text", f"{words}, twice", words)
    assert here.entry("warning_signs").now.phrase is None


async def test_named_field_is_set_cleared_and_set_again(here: Tab) -> None:
    assert await here.save("about", "pronouns", "he", entry="pronouns") == "saved"
    assert await here.save("about", "pronouns", "", "he", entry="pronouns") == "saved"
    assert here.open_plan.plan.value("about", "pronouns") is None
    assert await here.save("about", "pronouns", "he / him", entry="pronouns") == "saved"
    assert here.open_plan.plan.value("about", "pronouns") == "he / him"


async def test_removed_device_is_refused_and_its_words_stay_with_it(here: Tab, access: PlanAccess) -> None:
    await here.save("coping", "text", "Walk")
    access.delete(here.open_plan.cookie)
    assert await here.save("coping", "text", "Walk on", "Walk") == "refused"


async def test_pauses_in_typing_leave_no_earlier_texts_and_a_finished_text_does(here: Tab) -> None:
    await here.save("coping", "text", "Tea")
    await here.save("coping", "text", "Cold wat", "Tea")
    await here.save("coping", "text", "Cold water", "Cold wat", goes_on=True)
    entry = here.entry("coping")
    assert [text.content["text"] for text in (*entry.texts, *entry.earlier)] == ["Cold water", "Tea"]


async def test_pauses_in_a_named_field_leave_no_earlier_texts(here: Tab) -> None:
    await here.save("about", "address", "Fla", entry="address")
    await here.save("about", "address", "Flat 3", "Fla", entry="address", goes_on=True)
    assert here.entry("about", "address").earlier == ()


async def test_a_view_that_a_helper_wrote_beside_an_event_is_no_second_text(
    access: PlanAccess, open_tab: Callable[[], Tab]
) -> None:
    tab = open_tab()
    await tab.save("past", "what", "We moved")

    def beside(found: Unsealed) -> Unsealed:
        said = {"what": "We moved", "other_views": [{"by": "Sam", "view": "It was slow"}]}
        where = {"section": "past", "entry": ENTRY, "revision": f"{'cd' * 16}:1", "by": "d" * 32}
        return replace(found, plan=apply(found.plan, parse_change({**where, "kind": "add", "content": said})).plan)

    access.edit(tab.open_plan.cookie, beside)
    table = BY_ID["past"]
    field = next(one for one in table.fields if one.name == "my_view")
    answer = await save_field(tab.open_plan, table, field, ENTRY, Typed(value="Too fast", known=("",), goes_on=False))
    assert (answer.state, answer.sentence) == ("saved", "")
    assert len(tab.entry("past").texts) == 2


@pytest.mark.parametrize("looks_before", [False, True])
async def test_words_on_an_entry_deleted_elsewhere_are_only_me_again(
    open_tab: Callable[[], Tab], looks_before: bool
) -> None:
    here = open_tab()
    await here.save("coping", "text", "Secret wall")
    where = {"section": "coping", "entry": ENTRY}
    await here.open_plan.change(lambda _: [{**where, "kind": "only_me", "on": True}])
    there, base = open_tab(), here.entry("coping").now.revision
    await there.open_plan.change(lambda _: [{**where, "kind": "delete", "based_on": base, "settles": []}])
    if looks_before:
        await here.open_plan.look_again()
    assert await here.save("coping", "text", "Secret wall, quietly", "Secret wall") == "saved"
    assert here.entry("coping").is_only_me

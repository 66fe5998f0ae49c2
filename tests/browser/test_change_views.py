"""A plan is changed on the phone itself, part by part, with taps and with the keyboard alone; nothing typed is lost."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pwa.plan.sections import SECTIONS, Kind, Place
from tests.browser.changing import (
    add_words,
    british,
    calm,
    holder,
    on_server,
    open_entry,
    open_view,
    page,
    tap,
    texts_in,
)
from tests.browser.readable import until
from tests.conftest import Holder

__all__ = ["british", "holder", "page"]

PARTS = [one for one in SECTIONS if one.place is not Place.DESK and one.kind is not Kind.RECORD]
WITH_ENTRIES = [one for one in PARTS if one.kind is not Kind.FIELDS]


def _said(page: Page) -> Any:
    return page.locator("#view .pp-said")


@pytest.mark.parametrize(
    ("section", "by_key"),
    [
        *((one, False) for one in ("coping", "warning_signs", "care_for", "contacts", "avoid")),
        *((one, True) for one in ("coping", "avoid")),
    ],
    ids=lambda one: {False: "taps", True: "keyboard"}.get(one, one),
)
def test_one_entry_through_its_whole_life(page: Page, holder: Holder, section: str, by_key: bool) -> None:
    kind = next(one.kind for one in WITH_ENTRIES if one.id == section)
    name = "name" if kind is Kind.PEOPLE else "text"
    open_view(page, f"change-{section}")
    for words in ("First", "Second"):
        add_words(page, words, by_key)
        if kind is Kind.PEOPLE:
            expect(page.locator("#view input[type=tel]")).to_be_focused()
            page.go_back()
            page.go_back()
        expect(page.locator("#view [data-act=entry]", has_text=words)).to_be_visible()
    open_entry(page, "Second", by_key=by_key)
    tap(page, "Change the name" if kind is Kind.PEOPLE else "Change the words", by_key=by_key)
    expect(page.locator("#pp-typed")).to_be_focused()
    page.locator("#pp-typed").fill("Second, changed")
    tap(page, "Save", by_key=by_key)
    expect(page.locator("#view .pp-entry-words")).to_have_text("Second, changed")
    tap(page, "Move up", by_key=by_key)
    expect(_said(page)).to_contain_text("Moved. It is now")
    tap(page, "Only me", by_key=by_key, exact=False)
    expect(page.get_by_role("switch", name="Only me")).to_be_checked()
    tap(page, "Put away", by_key=by_key, exact=False)
    expect(page.locator("#view .pp-fold")).to_contain_text("Put away (1)")
    page.locator("#view .pp-fold summary").click()
    open_entry(page, "Second, changed", by_key=by_key)
    tap(page, "Bring back", by_key=by_key)
    expect(page.get_by_role("switch", name="Only me")).to_be_visible()
    tap(page, "Delete", by_key=by_key, exact=False)
    expect(_said(page)).to_contain_text("Deleted: Second, changed")
    tap(page, "Undo", by_key=by_key)
    expect(page.locator("#view [data-act=entry]", has_text="Second, changed")).to_be_visible()
    on_server(holder, lambda plan: "Second, changed" in texts_in(plan.get(section, []), name))
    entry = next(one for one in holder.read()["sections"][section] if one["content"][name] == "Second, changed")
    assert entry["only_me"] is True
    order = texts_in(holder.read()["sections"][section], name)
    assert order.index("Second, changed") < order.index("First")


@pytest.mark.parametrize("section", [one.id for one in WITH_ENTRIES])
def test_every_part_takes_an_entry_from_the_place_at_the_end(page: Page, holder: Holder, section: str) -> None:
    tap(page, "Add to another part")
    calm(page)
    page.locator(f'#view [data-section="{section}"]').tap()
    add_words(page, "In my own words")
    expect(_said(page)).to_contain_text("Added.")
    main = "name" if section in ("contacts", "avoid") else "text"
    on_server(holder, lambda plan: "In my own words" in texts_in(plan.get(section, []), main))


def test_change_leads_from_a_heading_and_back_is_the_phones_own(page: Page) -> None:
    change = page.get_by_role("button", name="Change: What helps me")
    change.tap()
    expect(page.get_by_role("heading", name="What helps me")).to_be_focused()
    open_entry(page, "Open the window")
    tap(page, "Change the words")
    page.go_back()
    expect(page.locator("#view .pp-entry-words")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(change).to_be_focused()


def test_nothing_is_added_to_the_first_screen(page: Page) -> None:
    acts = page.locator(".pp-first [data-act]").evaluate_all("(all) => all.map((one) => one.dataset.act)")
    assert acts == ["early", "numbers", "steps"]


def test_deleted_words_leave_the_plan_when_the_page_goes_on(page: Page, holder: Holder) -> None:
    open_view(page, "change-coping")
    open_entry(page, "Open the window")
    tap(page, "Delete", exact=False)
    expect(page.locator("#view").get_by_text("Count the chimneys")).to_be_visible()
    add_words(page, "Something else")
    on_server(holder, lambda plan: texts_in(plan["coping"]) == ["Count the chimneys", "Something else"])


def test_a_double_tap_adds_once(page: Page, holder: Holder) -> None:
    open_view(page, "change-coping")
    page.locator("#pp-typed").fill("Walk to the river")
    page.locator("#view [data-act=add]").evaluate("(button) => { button.click(); button.click(); }")
    expect(page.locator("#view [data-act=entry]")).to_have_count(3)
    add_words(page, "Then tea")
    on_server(holder, lambda plan: texts_in(plan["coping"])[2:] == ["Walk to the river", "Then tea"])


def test_each_act_can_be_taken_back(page: Page, holder: Holder) -> None:
    before = holder.read()["sections"]["coping"]
    open_view(page, "change-coping")
    add_words(page, "By mistake")
    tap(page, "Undo")
    expect(page.locator("#pp-typed")).to_have_value("By mistake")
    page.locator("#pp-typed").fill("")
    open_entry(page, "Count the chimneys")
    tap(page, "Move up")
    tap(page, "Undo")
    tap(page, "Only me", exact=False)
    tap(page, "Undo")
    expect(page.get_by_role("switch", name="Only me")).not_to_be_checked()
    tap(page, "Change the words")
    page.locator("#pp-typed").fill("Count the roofs")
    tap(page, "Save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Count the roofs")
    tap(page, "Undo")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Count the chimneys")
    tap(page, "Put away", exact=False)
    tap(page, "Undo")
    expect(page.locator("#view [data-act=entry]")).to_have_count(2)
    on_server(holder, lambda plan: texts_in(plan["coping"]) == texts_in(before))


def test_how_a_step_went_is_one_tap_in_both_places(page: Page, holder: Holder) -> None:
    page.get_by_role("button", name="One step at a time").tap()
    tap(page, "a bit")
    expect(page.locator("#view .pp-tries")).to_contain_text("Noted: it helped a bit.")
    tap(page, "Undo")
    tap(page, "helped")
    expect(page.locator("#view .pp-tries")).to_contain_text("Noted: it helped.")
    tap(page, "Next")
    expect(page.locator("#view .pp-tries")).to_contain_text("How did it go?")
    open_view(page, "change-coping")
    open_entry(page, "Count the chimneys")
    tap(page, "not this time")
    tap(page, "Only me", exact=False)

    def outcomes(plan: dict[str, list[Any]]) -> list[list[str]]:
        return [[one["outcome"] for one in entry.get("tries", [])] for entry in plan["coping"]]

    on_server(holder, lambda plan: outcomes(plan) == [["helped"], ["not_this_time"]])


IS_FINISHED_AS_WAITING = """async () => {
  const html = await (await caches.match("/", { ignoreSearch: true })).text();
  return /data-state[^>]*>Saved on this phone. Waiting for signal.</.test(html);
}"""


def test_what_can_still_be_taken_back_is_not_said_to_have_arrived(page: Page, holder: Holder) -> None:
    state = page.locator("#plan [data-state]")
    expect(state).to_have_text("Saved.")
    step = page.locator("#plan .pp-steps li", has_text="Count the chimneys")
    step.locator("summary").tap()
    step.get_by_role("button", name="a bit").tap()
    expect(step).to_contain_text("Noted: it helped a bit.")
    expect(state).to_have_text("Saved on this phone.")
    until(page, IS_FINISHED_AS_WAITING)
    tap(page, "Undo")
    expect(state).to_have_text("Saved.")


def test_how_a_step_went_is_noted_in_the_list_itself(page: Page, holder: Holder) -> None:
    step = page.locator("#plan .pp-steps li", has_text="Count the chimneys")
    step.locator("summary").tap()
    step.get_by_role("button", name="a bit").tap()
    expect(step).to_contain_text("Noted: it helped a bit.")
    tap(page, "Undo")
    expect(step).not_to_contain_text("Noted")
    step.locator("summary").tap()
    step.get_by_role("button", name="not this time").tap()
    expect(step).to_contain_text("Noted: not this time.")
    open_view(page, "change-coping")
    add_words(page, "Water the fern")
    on_server(holder, lambda plan: [one["outcome"] for one in plan["coping"][1].get("tries", [])] == ["not_this_time"])

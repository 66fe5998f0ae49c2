"""What is typed on one device while another changes the same entry."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.readable import in_kept, until
from tests.browser.typing_hands import CARET, KEPT, field_of, is_kept, open_view, page, plan, rows_of, step, tap_act
from tests.conftest import Holder

__all__ = ["page", "plan", "step"]

AWAKE = "() => document.dispatchEvent(new Event('visibilitychange'))"
CHANGED = "This was changed on another device a moment ago. It stays as it is."


def _deleted_elsewhere(page: Page, holder: Holder, section: str, entry: str, trace: str) -> None:
    """Another device deletes an entry, and this phone hears of it."""
    now = next(one for one in holder.read()["sections"][section] if one["id"] == entry)
    holder.change({"kind": "delete", "section": section, "entry": entry, "based_on": now["revision"], "settles": []})
    page.evaluate(AWAKE)
    until(page, f"async () => !JSON.stringify((await ({KEPT})()).plan).includes({trace!r})")


def _contact(page: Page, holder: Holder) -> str:
    entry = holder.add("contacts", name="Bea", phones=[{"number": "07700 900111", "for": ["text"]}])
    _heard(page, "Bea")
    expect(page.locator("#plan")).to_contain_text("Bea")  # till then the page knows no view of it
    return entry


def _written_elsewhere(page: Page, holder: Holder, entry: str, text: str) -> None:
    """Another device writes on what this phone has sent, and this phone hears of it."""
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    now = next(one for one in holder.read()["sections"]["coping"] if one["id"] == entry)
    edit = {"kind": "edit", "section": "coping", "entry": entry, "content": {"text": text}}
    holder.change({**edit, "based_on": now["revision"]})
    _heard(page, text)


def _heard(page: Page, text: str) -> None:
    page.evaluate(AWAKE)
    until(page, f"async () => JSON.stringify((await ({KEPT})()).plan).includes({text!r})")


def _texts(holder: Holder) -> list[str]:
    return [one["content"]["text"] for one in holder.read()["sections"].get("coping", [])]


def test_undo_of_added_leaves_what_was_written_on_it_elsewhere(page: Page, holder: Holder, step: str) -> None:
    open_view(page, "change-coping")
    page.locator("#pp-typed").fill("Walk")
    tap_act(page, "add")
    expect(rows_of(page)).to_have_text(["Open the window", "Walk"])
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    fresh = next(one["id"] for one in holder.read()["sections"]["coping"] if one["id"] != step)
    _written_elsewhere(page, holder, fresh, "Walk to the river, then home")
    tap_act(page, "undo")
    expect(page.locator("#view .pp-said")).to_contain_text(CHANGED)
    expect(rows_of(page)).to_have_text(["Open the window", "Walk to the river, then home"])
    assert _texts(holder) == ["Open the window", "Walk to the river, then home"]


def test_undo_of_saved_leaves_what_was_written_on_it_elsewhere(page: Page, holder: Holder, step: str) -> None:
    field_of(page, step).fill("Open my window")
    tap_act(page, "save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Open my window")
    _written_elsewhere(page, holder, step, "Open both windows")
    tap_act(page, "undo")
    expect(page.locator("#view .pp-said")).to_contain_text(CHANGED)
    assert _texts(holder) == ["Open both windows"]


def test_undo_says_so_when_another_page_of_this_phone_has_let_it_go(page: Page, step: str) -> None:
    open_view(page, f"entry-coping-{step}")
    tap_act(page, "delete")
    expect(page.locator("#view .pp-said")).to_contain_text("Deleted")
    in_kept(page, "release")
    in_kept(page, "hold", {"kind": "add", "section": "coping", "entry": "ab" * 16, "content": {"text": "Of another"}})
    tap_act(page, "undo")
    expect(page.locator("#view .pp-said")).to_contain_text("This can't be undone any more.")
    assert in_kept(page, "read")["held"]["content"] == {"text": "Of another"}


def test_a_text_is_saved_whole_though_its_entry_was_deleted_elsewhere(page: Page, holder: Holder) -> None:
    entry = _contact(page, holder)
    holder.change({"kind": "only_me", "section": "contacts", "entry": entry, "on": True})
    _heard(page, "only_me")
    open_view(page, f"entry-contacts-{entry}")
    page.locator('#view [data-field="phones.0"]').evaluate("(button) => button.click()")
    page.locator("#pp-typed").fill("07700 900222")
    _deleted_elsewhere(page, holder, "contacts", entry, "Bea")
    expect(page.locator("#pp-typed")).to_have_value("07700 900222")
    tap_act(page, "save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Bea")
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    [back] = holder.read()["sections"]["contacts"]
    assert back["content"] == {"name": "Bea", "phones": [{"number": "07700 900222", "for": ["text"]}]}
    assert back["only_me"] is True


def test_words_written_without_signal_on_what_is_deleted_elsewhere_are_only_me_again(
    page: Page, phone: Phone, holder: Holder, step: str
) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED")
    holder.change({"kind": "only_me", "section": "coping", "entry": step, "on": True})
    _heard(page, "only_me")
    field_of(page, step).fill("Secret wall")
    page.context.set_offline(True)
    tap_act(page, "save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Secret wall")
    [now] = holder.read()["sections"]["coping"]
    holder.change({"kind": "delete", "section": "coping", "entry": step, "based_on": now["revision"], "settles": []})
    page.context.set_offline(False)
    page.evaluate(AWAKE)
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    [back] = holder.read()["sections"]["coping"]
    assert (back["content"], back.get("only_me")) == ({"text": "Secret wall"}, True)


def test_what_is_brought_back_without_signal_is_there_again_though_deleted_elsewhere(
    page: Page, phone: Phone, holder: Holder, step: str
) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED")
    where = {"section": "coping", "entry": step}
    [now] = holder.read()["sections"]["coping"]
    base = {"based_on": now["revision"], "settles": []}
    holder.change({"kind": "only_me", **where, "on": True}, {"kind": "tick", **where, "outcome": "helped"})
    holder.change({"kind": "put_away", **where, **base})
    _heard(page, '"away":true')
    page.context.set_offline(True)
    open_view(page, f"entry-coping-{step}")
    tap_act(page, "bring_back")
    expect(page.locator("#view .pp-said")).to_contain_text("It is back in the list.")
    holder.change({"kind": "delete", **where, **base})
    page.context.set_offline(False)
    page.evaluate(AWAKE)
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    [back] = holder.read()["sections"]["coping"]
    assert (back["content"], back["only_me"], len(back["tries"])) == (now["content"], True, 1)
    assert not back.get("away")


def test_several_taps_on_what_was_deleted_elsewhere_are_told_once_and_read_once(
    page: Page, phone: Phone, holder: Holder, step: str
) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED")
    [now] = holder.read()["sections"]["coping"]
    page.context.set_offline(True)
    open_view(page, f"entry-coping-{step}")
    for count in (1, 2):
        tap_act(page, "only_me")
        until(page, f"async () => (await ({KEPT})()).pending.length === {count}")
        expect(page.locator("#view [data-act=only_me]")).to_have_attribute("aria-checked", str(count == 1).lower())
    holder.change({"kind": "delete", "section": "coping", "entry": step, "based_on": now["revision"], "settles": []})
    page.context.set_offline(False)
    page.evaluate(AWAKE)
    expect(page.locator("#plan .pp-refused")).to_have_count(1)
    expect(page.locator("#plan [data-state]")).to_have_text("Something could not be saved. Just above it says why.")
    page.locator("#plan [data-act=dismiss]").evaluate("(button) => button.click()")
    expect(page.locator("#plan .pp-refused")).to_have_count(0)
    expect(page.locator("#plan [data-state]")).to_contain_text("Saved")


@pytest.mark.parametrize("act", ["remove_number", "yes"])
def test_what_is_done_to_an_entry_that_is_gone_is_answered_and_leads_to_the_list(
    page: Page, holder: Holder, act: str
) -> None:
    entry = _contact(page, holder)
    name = "contacts-" + entry
    open_view(page, f"field-{name}-phones.0" if act == "remove_number" else f"entry-{name}")
    stale = page.locator(f"#view [data-act={act}]").first.evaluate_handle("(one) => one.cloneNode(true)")
    if act == "remove_number":
        page.locator("#pp-typed").fill("07700 900222")
    _deleted_elsewhere(page, holder, "contacts", entry, "Bea")
    if act == "yes":  # the view has gone by itself: a finger may have been on its way
        expect(page.locator('#view [data-name="change-contacts"]')).to_be_visible()
        page.evaluate("(one) => document.querySelector('#view .pp-changing').append(one)", stale)
    tap_act(page, act)
    expect(page.locator('#view [data-name="change-contacts"]')).to_be_visible()
    expect(page.locator("#view .pp-said")).to_contain_text("This is no longer in your plan.")


@pytest.mark.parametrize("act", ["add_again", "let_go"])
def test_a_text_whose_entry_is_gone_stays_in_sight_until_it_is_added_or_let_go(
    page: Page, holder: Holder, step: str, act: str
) -> None:
    field_of(page, step).fill("Open all windows")
    is_kept(page, "Open all windows")
    _deleted_elsewhere(page, holder, "coping", step, "Open the window")
    page.reload()
    open_view(page, "change-coping")
    notice = page.locator("#view .pp-refused")
    expect(notice).to_contain_text("You typed this, but it is no longer in your plan:")
    expect(notice).to_contain_text("Open all windows")
    tap_act(page, act)
    expect(notice).to_have_count(0)
    expect(rows_of(page)).to_have_text(["Open all windows"] if act == "add_again" else [])
    tap_act(page, "undo")
    expect(notice).to_contain_text("Open all windows")
    expect(rows_of(page)).to_have_count(0)


def test_a_refused_number_is_taken_up_again_in_its_place(page: Page, holder: Holder) -> None:
    entry = _contact(page, holder)
    now = next(one for one in holder.read()["sections"]["contacts"] if one["id"] == entry)
    long = "0" * 3000
    phones = [*now["content"]["phones"], {"number": long, "for": ["call"]}]
    edit = {"kind": "edit", "section": "contacts", "entry": entry, "based_on": now["revision"]}
    in_kept(page, "append", {**edit, "content": {**now["content"], "phones": phones}})
    page.evaluate(AWAKE)
    page.locator("#plan [data-act=reopen]").evaluate("(button) => button.click()")
    expect(page.locator(f'#view [data-name="field-contacts-{entry}-phones.1"]')).to_be_visible()
    expect(page.locator("#pp-typed")).to_have_value(long)
    page.locator("#pp-typed").fill("07700 900333")
    tap_act(page, "save")
    expect(page.locator("#plan")).to_contain_text("07700 900333")
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    [saved] = holder.read()["sections"]["contacts"]
    assert [one["number"] for one in saved["content"]["phones"]] == ["07700 900111", "07700 900333"]


def test_a_text_that_is_not_saved_is_mentioned_and_can_be_thrown_away(page: Page, step: str) -> None:
    field_of(page, step).fill("Open my window")
    page.go_back()
    expect(page.locator("#view")).to_contain_text("Not saved yet: Open my window")
    open_view(page, "change-coping")
    row = page.locator("#view [data-act=entry]")
    expect(row).to_contain_text("Not saved yet: Open my window")
    field = field_of(page, step)
    expect(field).to_have_value("Open my window")
    tap_act(page, "throw_away")
    expect(field).to_have_value("Open the window")
    expect(page.locator("#view [data-act=throw_away]")).to_have_count(0)
    tap_act(page, "undo")
    expect(field).to_have_value("Open my window")
    tap_act(page, "throw_away")
    expect(field).to_have_value("Open the window")
    open_view(page, "change-coping")
    expect(row).not_to_contain_text("Not saved yet")
    until(page, f"async () => Object.keys((await ({KEPT})()).drafts).length === 0")


def test_an_open_list_and_an_open_entry_show_what_came_from_elsewhere(page: Page, holder: Holder, step: str) -> None:
    open_view(page, "change-coping")
    field = page.locator("#pp-typed")
    field.fill("half a sentence")
    field.evaluate("(one) => { one.setSelectionRange(4, 4); one.focus(); window.field = one; }")
    holder.add("coping", text="From the desk")
    page.evaluate(AWAKE)
    expect(rows_of(page)).to_have_text(["Open the window", "From the desk"])
    expect(field).to_have_value("half a sentence")
    assert page.evaluate(CARET) == ["pp-typed", 4, 4]
    assert page.evaluate("() => window.field.isConnected"), "the keyboard would have closed"
    open_view(page, f"entry-coping-{step}")
    _written_elsewhere(page, holder, step, "Open both windows")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Open both windows")
    _deleted_elsewhere(page, holder, "coping", step, "Open both windows")
    expect(page.locator('#view [data-name="change-coping"]')).to_be_visible()
    expect(page.locator("#view .pp-said")).to_contain_text("This is no longer in your plan.")


def test_an_open_field_takes_the_newer_text_only_when_nothing_is_typed_in_it(
    page: Page, holder: Holder, step: str
) -> None:
    field = field_of(page, step)
    _written_elsewhere(page, holder, step, "Open both windows")
    expect(field).to_have_value("Open both windows")
    field.fill("")
    _written_elsewhere(page, holder, step, "Open the door")
    expect(field).to_have_value("")
    field.fill("Open my window")
    tap_act(page, "save")
    expect(page.locator("#view .pp-choices")).to_contain_text("Open the door")

"""What is typed in the changing views stays what it is: while it is saved, drawn anew, or changed elsewhere."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.readable import in_kept, until
from tests.conftest import Holder, Server

# Two taps at one place in a short time are one: each is somewhere else.
TAP = """(act) => {
  window.taps = (window.taps ?? 0) + 100;
  const tap = new MouseEvent("click", { bubbles: true, cancelable: true, clientX: window.taps });
  document.querySelector(`#view [data-act=${act}]`).dispatchEvent(tap);
}"""
# Letters come while what the tap began is under way.
TAP_AND_TYPE = f"""([act, text]) => {{
  const field = document.querySelector('#pp-typed');
  ({TAP})(act);
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
}}"""
CARET = "() => [document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]"
AWAKE = "() => document.dispatchEvent(new Event('visibilitychange'))"
CHANGED = "This was changed on another device a moment ago. It stays as it is."


@pytest.fixture
def plan(holder: Holder) -> tuple[Holder, str]:
    """A plan with one step, and that step's id."""
    return holder, holder.add("coping", text="Open the window")


@pytest.fixture
def step(plan: tuple[Holder, str]) -> str:
    return plan[1]


@pytest.fixture
def page(plan: tuple[Holder, str], phone: Phone, shared_server: Server) -> Page:
    phone.page.goto(shared_server.url)
    expect(phone.page.locator("#plan .pp-plan")).to_be_visible()
    return phone.page


def _view(page: Page, name: str) -> None:
    page.evaluate("(name) => { location.hash = name; }", name)
    expect(page.locator(f'#view [data-name="{name}"]')).to_be_visible()


def _tap(page: Page, act: str) -> None:
    expect(page.locator(f"#view [data-act={act}]").first).to_be_visible()
    page.evaluate(TAP, act)


def _field(page: Page, step: str) -> Any:
    """Come to the field of a step's words, as taps lead there."""
    for name in ("change-coping", f"entry-coping-{step}"):
        _view(page, name)
    _tap(page, "field")
    return page.locator("#pp-typed")


def _rows(page: Page) -> Any:
    return page.locator("#view [data-act=entry] .pp-row-label")


def _kept(page: Page, text: str) -> None:
    """Wait until this is what is kept of what was typed."""
    until(page, f"async () => Object.values((await ({KEPT})()).drafts).includes({text!r})")


KEPT = """async () => {
  const folder = document.querySelector("script[type=module]").src.replace(/[/][^/]*$/, "");
  return (await (await import(`${folder}/phone.js`)).part("kept.js").openKept()).read();
}"""


def test_letters_typed_while_one_is_added_begin_the_next(page: Page) -> None:
    _view(page, "change-coping")
    field = page.locator("#pp-typed")
    field.fill("Walk to the river")
    page.evaluate(TAP_AND_TYPE, ["add", "Then te"])
    expect(_rows(page)).to_have_text(["Open the window", "Walk to the river"])
    expect(field).to_have_value("Then te")
    assert page.evaluate(CARET) == ["pp-typed", 7, 7]
    page.keyboard.type("a")
    _kept(page, "Then tea")
    page.reload()
    expect(field).to_have_value("Then tea")


def test_letters_typed_while_a_text_is_saved_stay_in_the_field_and_make_no_second_text(page: Page, step: str) -> None:
    field = _field(page, step)
    field.press("End")
    field.press_sequentially(" wide")
    page.evaluate(TAP_AND_TYPE, ["save", " now"])
    expect(page.locator("#view .pp-said")).to_contain_text("Saved.")
    expect(field).to_have_value("Open the window wide now")
    assert page.evaluate(CARET)[0] == "pp-typed"
    _tap(page, "save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Open the window wide now")
    expect(page.locator("#view .pp-choices")).to_have_count(0)
    assert in_kept(page, "read")["drafts"] == {}


def test_what_is_saved_in_one_tab_leaves_what_is_typed_in_another(page: Page) -> None:
    _view(page, "change-coping")
    other = page.context.new_page()
    other.goto(page.url)
    page.locator("#pp-typed").fill("Typed in one tab")
    _kept(page, "Typed in one tab")
    other.locator("#pp-typed").fill("Typed in the other")
    _kept(page, "Typed in the other")
    _tap(page, "add")
    expect(_rows(page)).to_have_text(["Open the window", "Typed in one tab"])
    expect(page.locator("#pp-typed")).to_have_value("")
    other.reload()
    expect(other.locator("#pp-typed")).to_have_value("Typed in the other")


def test_a_tap_is_answered_before_the_finished_page_is_written(page: Page) -> None:
    page.evaluate(
        """() => {
          const put = Cache.prototype.put;
          Cache.prototype.put = function (...all) {
            return new Promise((go) => { window.go = go; }).then(() => put.apply(this, all));
          };
        }"""
    )
    _view(page, "change-coping")
    page.locator("#pp-typed").fill("Walk to the river")
    _tap(page, "add")
    expect(_rows(page)).to_have_text(["Open the window", "Walk to the river"])
    page.wait_for_function("() => window.go")
    page.evaluate("() => window.go()")


def test_the_caret_stays_where_it_was_when_the_view_is_drawn_anew(page: Page) -> None:
    _view(page, "change-coping")
    _tap(page, "entry")
    _tap(page, "delete")
    expect(page.locator("#view [data-act=undo]")).to_be_visible()
    field = page.locator("#pp-typed")
    expect(field).to_be_visible()
    field.fill("hello wor")
    field.evaluate("(one) => one.setSelectionRange(2, 5)")
    page.evaluate(
        """() => {
          Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
          document.dispatchEvent(new Event("visibilitychange"));
          delete document.visibilityState;
        }"""
    )
    expect(page.locator("#view [data-act=undo]")).to_have_count(0)
    assert page.evaluate(CARET) == ["pp-typed", 2, 5]


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
    _view(page, "change-coping")
    page.locator("#pp-typed").fill("Walk")
    _tap(page, "add")
    expect(_rows(page)).to_have_text(["Open the window", "Walk"])
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    fresh = next(one["id"] for one in holder.read()["sections"]["coping"] if one["id"] != step)
    _written_elsewhere(page, holder, fresh, "Walk to the river, then home")
    _tap(page, "undo")
    expect(page.locator("#view .pp-said")).to_contain_text(CHANGED)
    expect(_rows(page)).to_have_text(["Open the window", "Walk to the river, then home"])
    assert _texts(holder) == ["Open the window", "Walk to the river, then home"]


def test_undo_of_saved_leaves_what_was_written_on_it_elsewhere(page: Page, holder: Holder, step: str) -> None:
    _field(page, step).fill("Open my window")
    _tap(page, "save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Open my window")
    _written_elsewhere(page, holder, step, "Open both windows")
    _tap(page, "undo")
    expect(page.locator("#view .pp-said")).to_contain_text(CHANGED)
    assert _texts(holder) == ["Open both windows"]


def test_undo_says_so_when_another_page_of_this_phone_has_let_it_go(page: Page, step: str) -> None:
    _view(page, f"entry-coping-{step}")
    _tap(page, "delete")
    expect(page.locator("#view .pp-said")).to_contain_text("Deleted")
    in_kept(page, "release")
    in_kept(page, "hold", {"kind": "add", "section": "coping", "entry": "ab" * 16, "content": {"text": "Of another"}})
    _tap(page, "undo")
    expect(page.locator("#view .pp-said")).to_contain_text("This can't be undone any more.")
    assert in_kept(page, "read")["held"]["content"] == {"text": "Of another"}


def test_a_text_is_saved_whole_though_its_entry_was_deleted_elsewhere(page: Page, holder: Holder) -> None:
    entry = _contact(page, holder)
    holder.change({"kind": "only_me", "section": "contacts", "entry": entry, "on": True})
    _heard(page, "only_me")
    _view(page, f"entry-contacts-{entry}")
    page.locator('#view [data-field="phones.0"]').evaluate("(button) => button.click()")
    page.locator("#pp-typed").fill("07700 900222")
    _deleted_elsewhere(page, holder, "contacts", entry, "Bea")
    expect(page.locator("#pp-typed")).to_have_value("07700 900222")
    _tap(page, "save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Bea")
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    [back] = holder.read()["sections"]["contacts"]
    assert back["content"] == {"name": "Bea", "phones": [{"number": "07700 900222", "for": ["text"]}]}
    assert back["only_me"] is True


@pytest.mark.parametrize("act", ["remove_number", "yes"])
def test_what_is_done_to_an_entry_that_is_gone_is_answered_and_leads_to_the_list(
    page: Page, holder: Holder, act: str
) -> None:
    entry = _contact(page, holder)
    name = "contacts-" + entry
    _view(page, f"field-{name}-phones.0" if act == "remove_number" else f"entry-{name}")
    stale = page.locator(f"#view [data-act={act}]").first.evaluate_handle("(one) => one.cloneNode(true)")
    if act == "remove_number":
        page.locator("#pp-typed").fill("07700 900222")
    _deleted_elsewhere(page, holder, "contacts", entry, "Bea")
    if act == "yes":  # the view has gone by itself: a finger may have been on its way
        expect(page.locator('#view [data-name="change-contacts"]')).to_be_visible()
        page.evaluate("(one) => document.querySelector('#view .pp-changing').append(one)", stale)
    _tap(page, act)
    expect(page.locator('#view [data-name="change-contacts"]')).to_be_visible()
    expect(page.locator("#view .pp-said")).to_contain_text("This is no longer in your plan.")


@pytest.mark.parametrize("act", ["add_again", "let_go"])
def test_a_text_whose_entry_is_gone_stays_in_sight_until_it_is_added_or_let_go(
    page: Page, holder: Holder, step: str, act: str
) -> None:
    _field(page, step).fill("Open all windows")
    _kept(page, "Open all windows")
    _deleted_elsewhere(page, holder, "coping", step, "Open the window")
    page.reload()
    _view(page, "change-coping")
    notice = page.locator("#view .pp-refused")
    expect(notice).to_contain_text("You typed this, but it is no longer in your plan:")
    expect(notice).to_contain_text("Open all windows")
    _tap(page, act)
    expect(notice).to_have_count(0)
    expect(_rows(page)).to_have_text(["Open all windows"] if act == "add_again" else [])
    _tap(page, "undo")
    expect(notice).to_contain_text("Open all windows")
    expect(_rows(page)).to_have_count(0)


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
    _tap(page, "save")
    expect(page.locator("#plan")).to_contain_text("07700 900333")
    until(page, f"async () => (await ({KEPT})()).pending.length === 0")
    [saved] = holder.read()["sections"]["contacts"]
    assert [one["number"] for one in saved["content"]["phones"]] == ["07700 900111", "07700 900333"]


def test_a_text_that_is_not_saved_is_mentioned_and_can_be_thrown_away(page: Page, step: str) -> None:
    _field(page, step).fill("Open my window")
    page.go_back()
    expect(page.locator("#view")).to_contain_text("Not saved yet: Open my window")
    _view(page, "change-coping")
    row = page.locator("#view [data-act=entry]")
    expect(row).to_contain_text("Not saved yet: Open my window")
    field = _field(page, step)
    expect(field).to_have_value("Open my window")
    _tap(page, "throw_away")
    expect(field).to_have_value("Open the window")
    expect(page.locator("#view [data-act=throw_away]")).to_have_count(0)
    _tap(page, "undo")
    expect(field).to_have_value("Open my window")
    _tap(page, "throw_away")
    expect(field).to_have_value("Open the window")
    _view(page, "change-coping")
    expect(row).not_to_contain_text("Not saved yet")
    until(page, f"async () => Object.keys((await ({KEPT})()).drafts).length === 0")


def test_an_open_list_and_an_open_entry_show_what_came_from_elsewhere(page: Page, holder: Holder, step: str) -> None:
    _view(page, "change-coping")
    field = page.locator("#pp-typed")
    field.fill("half a sentence")
    field.evaluate("(one) => { one.setSelectionRange(4, 4); one.focus(); window.field = one; }")
    holder.add("coping", text="From the desk")
    page.evaluate(AWAKE)
    expect(_rows(page)).to_have_text(["Open the window", "From the desk"])
    expect(field).to_have_value("half a sentence")
    assert page.evaluate(CARET) == ["pp-typed", 4, 4]
    assert page.evaluate("() => window.field.isConnected"), "the keyboard would have closed"
    _view(page, f"entry-coping-{step}")
    _written_elsewhere(page, holder, step, "Open both windows")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Open both windows")
    _deleted_elsewhere(page, holder, "coping", step, "Open both windows")
    expect(page.locator('#view [data-name="change-coping"]')).to_be_visible()
    expect(page.locator("#view .pp-said")).to_contain_text("This is no longer in your plan.")


def test_an_open_field_takes_the_newer_text_only_when_nothing_is_typed_in_it(
    page: Page, holder: Holder, step: str
) -> None:
    field = _field(page, step)
    _written_elsewhere(page, holder, step, "Open both windows")
    expect(field).to_have_value("Open both windows")
    field.fill("")
    _written_elsewhere(page, holder, step, "Open the door")
    expect(field).to_have_value("")
    field.fill("Open my window")
    _tap(page, "save")
    expect(page.locator("#view .pp-choices")).to_contain_text("Open the door")

"""What is typed in the changing views stays what it is: while it is saved, drawn anew, or changed elsewhere."""

from playwright.sync_api import Page, expect

from tests.browser.readable import in_kept
from tests.browser.typing_hands import CARET, TAP, field_of, is_kept, open_view, page, plan, rows_of, step, tap_act

__all__ = ["page", "plan", "step"]

# Letters come while what the tap began is under way.
TAP_AND_TYPE = f"""([act, text]) => {{
  const field = document.querySelector('#pp-typed');
  ({TAP})(act);
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
}}"""


def test_letters_typed_while_one_is_added_begin_the_next(page: Page) -> None:
    open_view(page, "change-coping")
    field = page.locator("#pp-typed")
    field.fill("Walk to the river")
    page.evaluate(TAP_AND_TYPE, ["add", "Then te"])
    expect(rows_of(page)).to_have_text(["Open the window", "Walk to the river"])
    expect(field).to_have_value("Then te")
    assert page.evaluate(CARET) == ["pp-typed", 7, 7]
    page.keyboard.type("a")
    is_kept(page, "Then tea")
    page.reload()
    expect(field).to_have_value("Then tea")


def test_letters_typed_while_a_text_is_saved_stay_in_the_field_and_make_no_second_text(page: Page, step: str) -> None:
    field = field_of(page, step)
    field.press("End")
    field.press_sequentially(" wide")
    page.evaluate(TAP_AND_TYPE, ["save", " now"])
    expect(page.locator("#view .pp-said")).to_contain_text("Saved.")
    expect(field).to_have_value("Open the window wide now")
    assert page.evaluate(CARET)[0] == "pp-typed"
    tap_act(page, "save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Open the window wide now")
    expect(page.locator("#view .pp-choices")).to_have_count(0)
    assert in_kept(page, "read")["drafts"] == {}


def test_what_is_saved_in_one_tab_leaves_what_is_typed_in_another(page: Page) -> None:
    open_view(page, "change-coping")
    other = page.context.new_page()
    other.goto(page.url)
    page.locator("#pp-typed").fill("Typed in one tab")
    is_kept(page, "Typed in one tab")
    other.locator("#pp-typed").fill("Typed in the other")
    is_kept(page, "Typed in the other")
    tap_act(page, "add")
    expect(rows_of(page)).to_have_text(["Open the window", "Typed in one tab"])
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
    open_view(page, "change-coping")
    page.locator("#pp-typed").fill("Walk to the river")
    tap_act(page, "add")
    expect(rows_of(page)).to_have_text(["Open the window", "Walk to the river"])
    page.wait_for_function("() => window.go")
    page.evaluate("() => window.go()")


def test_the_caret_stays_where_it_was_when_the_view_is_drawn_anew(page: Page) -> None:
    open_view(page, "change-coping")
    tap_act(page, "entry")
    tap_act(page, "delete")
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

"""In WebKit as in Chromium: a plan is made, read, hidden and changed, and nothing is said on the console."""

from pwa.pages.edit import part_address
from tests.engines.first_use import STEPS, WORDS, go_through_set_up
from tests.engines.phone import Phone

WRITE_WHILE_READING = """
  const folder = document.querySelector("script[type=module]").src.replace(/[^/]*$/, "");
  const { putPage, page } = (await import(`${folder}phone.js`)).part("cached_page.js");
  const kept = await page();
  const html = await kept.text();
  let writes = 0;
  const write = async () => { for (; writes < 200; writes += 1) await putPage(html, kept.headers); };
  const read = async () => {
    while (writes < 200) if ((await (await page()).text()) !== html) throw new Error("half a page");
  };
  await Promise.all([write(), read(), read(), read()]);
  return "whole";
"""


def test_plan_is_made_and_read_again_after_the_browser_was_closed(phone: Phone) -> None:
    go_through_set_up(phone)
    phone.reopen()
    phone.sees(*WORDS)
    assert "tel:07700900112" in phone.tap_numbers()


def test_views_follow_the_phones_back(held: Phone) -> None:
    held.tap("One step at a time")
    held.sees("Step 1 of 2", STEPS[0])
    held.tap("Next")
    held.sees("Step 2 of 2", STEPS[1])
    held.back()
    held.sees("Step 1 of 2", STEPS[0])
    held.back()
    held.find("button", "One step at a time")


def test_hide_covers_the_plan_and_back_does_not_return(held: Phone) -> None:
    held.tap("One step at a time")
    held.sees("Step 1 of 2")
    held.tap("Hide")
    held.sees_heading("Kitchen measures")
    held.back()
    held.sees_heading("Kitchen measures")
    assert not [words for words in ("My sister", *STEPS) if words in held.words()]


def test_editor_saves_and_its_preview_shows_it(held: Phone) -> None:
    slot = held.plan()["slot"]
    held.open(f"/en/{slot}/edit/{part_address('coping')}")
    held.write("Add one, in my own words", "Open the window")
    held.tap("Add")
    held.find("button", "Change: Open the window")
    assert held.texts("coping") == [*STEPS, "Open the window"]
    held.open(f"/en/{slot}/edit")
    held.tap("How it looks on my phone")
    held.find("heading", "What helps me")
    held.find("link", "Call My sister")


def test_page_is_written_anew_while_it_is_read(held: Phone) -> None:
    """WebKit's network process dies when what it reads is written over in its place."""
    assert held.run_later(WRITE_WHILE_READING) == "whole"
    held.reopen()
    held.sees("My sister", *STEPS)

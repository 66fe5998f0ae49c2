"""Hands that type in the views of a plan."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.readable import until
from tests.conftest import Holder, Server

# Two taps at one place in a short time are one: each is somewhere else.
TAP = """(act) => {
  window.taps = (window.taps ?? 0) + 100;
  const tap = new MouseEvent("click", { bubbles: true, cancelable: true, clientX: window.taps });
  document.querySelector(`#view [data-act=${act}]`).dispatchEvent(tap);
}"""
CARET = "() => [document.activeElement.id, document.activeElement.selectionStart, document.activeElement.selectionEnd]"


def open_view(page: Page, name: str) -> None:
    page.evaluate("(name) => { location.hash = name; }", name)
    expect(page.locator(f'#view [data-name="{name}"]')).to_be_visible()


def tap_act(page: Page, act: str) -> None:
    expect(page.locator(f"#view [data-act={act}]").first).to_be_visible()
    page.evaluate(TAP, act)


def field_of(page: Page, step: str) -> Any:
    """Come to the field of a step's words, as taps lead there."""
    for name in ("change-coping", f"entry-coping-{step}"):
        open_view(page, name)
    tap_act(page, "field")
    return page.locator("#pp-typed")


def rows_of(page: Page) -> Any:
    return page.locator("#view [data-act=entry] .pp-row-label")


def is_kept(page: Page, text: str) -> None:
    """Wait until this is what is kept of what was typed."""
    until(page, f"async () => Object.values((await ({KEPT})()).drafts).includes({text!r})")


KEPT = """async () => {
  const folder = document.querySelector("script[type=module]").src.replace(/[/][^/]*$/, "");
  return (await (await import(`${folder}/phone.js`)).part("kept.js").openKept()).read();
}"""


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

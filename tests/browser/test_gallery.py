"""Every component, in every state that has a name: readable, reachable and silent."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.conftest import Server

VARIANTS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "right to left": {"locale": "ar"},
}

SMALL = """() => [...document.querySelectorAll('a[href], button, summary, select, textarea, input')]
  .filter((e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
  .map((e) => (e.matches('[type=checkbox], [type=radio]') ? e.closest('label') : e))
  .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
  .filter(([, r]) => r.width < 44 || r.height < 44)
  .map(([html, r]) => `${r.width} x ${r.height}: ${html}`)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_gallery(phone: Phone, server: Server, language: str = "en") -> Page:
    """The gallery, with the plan drawn."""
    phone.page.goto(f"{server.url}/{language}/gallery")
    expect(phone.page.locator(".pp-plan-view h2").first).to_be_visible()
    return phone.page


@pytest.mark.parametrize("variant", VARIANTS)
def test_examples_have_no_accessibility_violation(
    variant: str, new_phone: Callable[..., Phone], shared_server: Server, axe: Callable[[Page], list[str]]
) -> None:
    language = "ar-XB" if variant == "right to left" else "en"
    page = open_gallery(new_phone(**VARIANTS[variant]), shared_server, language)
    found = axe(page)
    if variant == "forced colours":  # the system's colours are not what axe reads from the styles
        found = [line for line in found if not line.startswith("color-contrast")]
    assert found == []
    assert page.evaluate(SIDEWAYS) == 0


def test_text_twice_as_large_stays_on_the_page(
    phone: Phone, shared_server: Server, axe: Callable[[Page], list[str]]
) -> None:
    page = open_gallery(phone, shared_server)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0


def test_controls_are_large_enough_for_a_thumb(phone: Phone, shared_server: Server) -> None:
    assert open_gallery(phone, shared_server).evaluate(SMALL) == []


def test_preview_is_out_of_reach_of_the_pages_styles(phone: Phone, shared_server: Server) -> None:
    page = open_gallery(phone, shared_server)
    assert page.evaluate("() => document.querySelector('.pp-plan-view').shadowRoot.mode") == "open"


def test_gallery_is_for_development_only(server: Server, phone: Phone) -> None:
    phone.forgive("404")
    reply = phone.page.goto(f"{server.url}/en/gallery")
    assert reply is not None
    assert reply.status == 404

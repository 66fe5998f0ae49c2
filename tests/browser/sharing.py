"""A hand at the page for sharing, and a camera in front of its screen."""

from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect

from pwa.share import base64url, link, sealing
from tests.browser.camera import codes, screen
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

SNAPS = 20  # at most
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}


def as_sams(holder: Holder) -> Holder:
    """A small plan: two contacts, one of whose numbers may be shared, someone to avoid, something for nobody else."""
    holder.change({"kind": "set_field", "section": "about", "entry": "name_i_like", "value": "Sam", "based_on": None})
    holder.add("contacts", name="Grace", phones=[{"number": "07700 900112", "for": ["call"]}])
    holder.add("contacts", name="Amadou", phones=[{"number": "07700 900113", "for": ["call"]}], share_number=True)
    holder.add("responses", text="Sit beside me")
    holder.add("safe", text="The bench by the lock")
    holder.add("avoid", name="My father", number="07700 900114")
    only_me = holder.add("coping", text="Words for nobody else")
    holder.change({"kind": "only_me", "section": "coping", "entry": only_me, "on": True})
    return holder


def go(phone: Phone, server: Server, holder: Holder, language: str = "en") -> Page:
    """Open the page for sharing and wait until it is connected."""
    phone.page.goto(f"{server.url}/{language}/{holder.slot}/share")
    phone.page.wait_for_function("() => window.did_handshake === true")
    return phone.page


def open_all(page: Page) -> None:
    """Open every fold of the page's own, and wait until the preview is drawn."""
    page.evaluate("() => { for (const fold of document.querySelectorAll('main section details')) fold.open = true; }")
    expect(page.locator(".pp-plan-view h2").first).to_be_visible()


def make(page: Page, name: str = "Grace") -> str:
    """Make a copy for one of the contacts with everything as it stands; returns its link as a camera reads it."""
    page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Make the copy").click()
    return seen(page)


def seen(page: Page) -> str:
    """What a camera in front of the screen reads."""
    code = page.locator(".pp-qr")
    expect(code).to_be_visible()
    code.scroll_into_view_if_needed()
    for _ in range(SNAPS):  # the page may still be moving
        texts = [one.text for one in codes(screen(page))]
        if texts:
            break
    (text,) = texts
    return text


def copy_row(page: Page, name: str = "Grace") -> Locator:
    """A copy in the list of those that were given."""
    return page.locator(".pp-copy", has=page.get_by_role("heading", name=name, exact=True))


def ask(text: str, **more: str) -> httpx.Response:
    """Open the copy of a link as its reader's page does."""
    found = link.parse(text)
    assert found
    copy_id, key = found
    base = text.partition("/s/")[0]
    ours = {"Origin": base, "Sec-Fetch-Site": "same-origin"}
    body = {"proof": base64url.encode(sealing.proof(key)), **more}
    return httpx.post(f"{base}/api/copies/{copy_id}/open", json=body, headers=ours)


def read(text: str, **more: str) -> dict[str, Any]:
    """The content of the copy of a link."""
    reply = ask(text, **more)
    assert reply.status_code == 200, reply.text
    found = link.parse(text)
    assert found
    return sealing.open_copy(found[1], found[0], reply.json()["copy"])

"""Pictures of what matters on the phone: added, seen without signal, deleted for real; never open under a PIN."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING
from tests.browser.lock import set_pin, with_plan
from tests.browser.readable import make_readable, until
from tests.conftest import Holder, Server
from tests.pictures import PLACE, add_picture, photo

DOG = "Our dog on the beach"
PICTURES = "**/api/plans/mine/pictures/*"
PICTURE = "base64,UklGR"  # how each begins that lies open
CALM_MS = 500
QUIET_MS = 1_500  # what a page asks for as it opens was asked for
KEPT = "indexedDB.databases().then((all) => all.some(({ name }) => name === 'notes-pictures'))"
SHOWN = re.compile("^data:image/")


def part(page: Page) -> Locator:
    """What matters to me, opened."""
    found = page.locator('#plan details[data-section="reasons"]')
    found.locator("summary").first.click()
    return found


def seen(image: Locator) -> None:
    """Wait until a picture is there, not only its words."""
    expect(image).to_have_attribute("src", SHOWN)
    image.evaluate("(image) => image.decode()")


def said(page: Page, words: str) -> None:
    expect(page.locator(".pp-said")).to_contain_text(words)


def kept(page: Page, count: int) -> None:
    """Wait until so many are on the phone."""
    until(page, f"async () => (await ({EVERYTHING})()).split('{PICTURE}').length === {count + 1}")


def test_picture_is_added_seen_without_signal_and_deleted_for_real(
    own: tuple[Phone, Holder], server: Server, tmp_path: Path
) -> None:
    phone, holder = own
    page = phone.page
    phone.forgive("ERR_INTERNET_DISCONNECTED", "when fetching the script")
    holder.add("reasons", text="The people I love")
    make_readable(page, server)
    part(page).get_by_role("button", name="Change: What matters to me").click()
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Add a picture").click()
    words = tmp_path / "words.jpg"
    words.write_bytes(b"no picture at all")
    choosing.value.set_files([words, photo(tmp_path / "photo.jpg")])
    said(page, "This can't be opened as a picture here.")
    (one,) = holder.read()["pictures"]
    assert PLACE not in holder.client.get(f"/api/plans/{holder.slot}/pictures/{one['id']}").content
    page.locator("#view .pp-picture").click()
    seen(page.locator("#view img"))
    page.get_by_label("What is on it?").fill(DOG)
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "Saved.")
    expect(page.get_by_role("heading", name=DOG)).to_be_visible()
    kept(page, 1)

    phone.context.set_offline(True)
    page.goto("about:blank")
    page.goto(server.url)
    picture = part(page).get_by_role("button", name=DOG)
    seen(picture.locator("img"))
    picture.click()
    seen(page.locator("#view img"))
    page.get_by_role("button", name="Delete").click()
    said(page, "Pictures can be changed only with a connection")
    phone.context.set_offline(False)
    page.wait_for_timeout(CALM_MS)  # else the second tap is taken for the first one's
    page.get_by_role("button", name="Delete").click()
    said(page, "The picture is deleted.")
    assert "pictures" not in holder.read()
    page.get_by_role("button", name="Undo").click()
    said(page, "Undone.")
    (again,) = holder.read()["pictures"]
    assert (again["words"], again["id"] == one["id"]) == (DOG, False)
    seen(page.locator("#view img"))
    page.locator("#view .pp-picture").click()
    page.get_by_role("button", name="Delete").click()
    said(page, "The picture is deleted.")
    assert "pictures" not in holder.read()
    kept(page, 0)


def test_picture_that_did_not_come_at_first_comes_by_itself(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    page = phone.page
    phone.forgive("ERR_FAILED")
    holder = make_plan(server)
    add_picture(holder)
    phone.context.add_cookies(holder.cookies)
    page.route(PICTURES, lambda route: route.abort())
    make_readable(page, server)
    part(page)
    expect(page.locator("#plan img[data-picture]").first).to_be_visible()
    page.wait_for_timeout(QUIET_MS)
    page.unroute(PICTURES)
    seen(page.locator("#plan img[data-picture]").first)


def test_pictures_are_never_open_under_a_pin(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> None:
    made = with_plan(phone, server, make_plan)
    page = phone.page
    add_picture(made.holder, DOG)
    page.goto(server.url)
    seen(part(page).locator("img"))
    kept(page, 1)
    set_pin(page, server, made.holder.slot)
    made.launch()
    expect(page.locator("#pp-pin")).to_be_visible()
    kept(page, 0)
    assert DOG not in page.evaluate(EVERYTHING)
    made.unlock()
    seen(part(page).locator("img"))
    until(page, f"() => {KEPT}")
    assert PICTURE not in page.evaluate(EVERYTHING)

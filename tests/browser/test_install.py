"""The home screen: offered once and quietly, steps for the phone in hand, a name of one's own, what an iPhone does."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.test_every_page import WAYS_TO_LOOK, barriers
from tests.conftest import Holder, Server

NewPhone = Callable[..., Phone]

FOLD = 740  # px
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1"
IPAD = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15"
ANDROID = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
COMPUTER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"

HEADINGS = {"On an iPhone or iPad": IPHONE, "On an Android phone": ANDROID, "On a computer": COMPUTER}
STANDALONE = {
    "iPhone": "Object.defineProperty(navigator, 'standalone', { value: true });",
    "elsewhere": """const real = window.matchMedia.bind(window);
        window.matchMedia = (query) => query.includes('standalone') ? { matches: true } : real(query);""",
}

# What Chromium does on a phone once a page can be installed; a browser driven by a test does not ask by itself.
ASKS = """() => {
  const event = new Event('beforeinstallprompt', { cancelable: true });
  window.prompted = 0;
  event.prompt = () => { window.prompted += 1; return Promise.resolve({ outcome: 'accepted' }); };
  dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.fixture
def written(holder: Holder) -> Holder:
    """A plan with its first entry."""
    holder.add("contacts", name="Tess", phones=[{"number": "07700 900461", "for": ["call"]}])
    return holder


def opened(page: Page, server: Server, address: str = "/") -> Page:
    page.goto(server.url + address)
    expect(page.get_by_role("heading", name="My plan")).to_be_visible()
    page.wait_for_load_state("networkidle")  # what comes from the server moves the words below it
    return page


def line(page: Page) -> Any:
    return page.get_by_text("You can put this on your home screen")


def link(page: Page) -> Any:
    return page.get_by_role("link", name="Put it on the home screen")


def view(page: Page, server: Server) -> Page:
    opened(page, server)
    page.locator('[data-act="install"]:visible').click()
    expect(page.get_by_role("heading", name="Put it on your home screen")).to_be_focused()
    return page


def test_nothing_is_offered_before_something_was_written(shared_server: Server, holder: Holder, phone: Phone) -> None:
    page = opened(phone.page, shared_server)
    expect(link(page)).to_be_visible()
    expect(line(page)).not_to_be_visible()


def test_nothing_is_offered_where_there_is_no_plan(shared_server: Server, phone: Phone) -> None:
    phone.page.goto(shared_server.url)
    expect(phone.page.get_by_role("button", name="Make my plan")).to_be_visible()
    expect(link(phone.page)).not_to_be_visible()
    expect(line(phone.page)).not_to_be_visible()


def test_it_is_offered_after_the_first_entry_below_the_first_screen(
    shared_server: Server, written: Holder, phone: Phone
) -> None:
    page = opened(phone.page, shared_server)
    expect(line(page)).to_be_visible()
    box = line(page).bounding_box()
    assert box is not None
    assert box["y"] >= FOLD
    expect(link(page)).not_to_be_visible()


def test_a_no_is_for_good_and_the_way_there_stays(shared_server: Server, written: Holder, phone: Phone) -> None:
    page = opened(phone.page, shared_server)
    page.get_by_role("button", name="No, thank you").click()
    expect(line(page)).not_to_be_visible()
    expect(link(page)).to_be_focused()
    written.add("coping", text="A cup of tea")
    opened(page, shared_server)
    expect(line(page)).not_to_be_visible()
    expect(link(page)).to_be_visible()


def test_whoever_looked_is_not_asked_again(shared_server: Server, written: Holder, phone: Phone) -> None:
    page = view(phone.page, shared_server)
    page.locator("#install").get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="My plan")).to_be_visible()
    expect(page.get_by_role("heading", name="Put it on your home screen")).not_to_be_visible()
    expect(line(page)).not_to_be_visible()
    expect(link(page)).to_be_visible()


@pytest.mark.parametrize("where", STANDALONE)
def test_nothing_is_offered_on_the_home_screen(
    shared_server: Server, written: Holder, new_phone: NewPhone, where: str
) -> None:
    phone = new_phone()
    phone.context.add_cookies(written.cookies)
    phone.page.add_init_script(STANDALONE[where])
    page = opened(phone.page, shared_server)
    expect(page.get_by_role("link", name="Tess")).to_be_visible()
    expect(line(page)).not_to_be_visible()
    expect(link(page)).not_to_be_visible()


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_steps_are_those_of_this_device(
    shared_server: Server, written: Holder, new_phone: NewPhone, heading: str
) -> None:
    phone = new_phone(user_agent=HEADINGS[heading])
    phone.context.add_cookies(written.cookies)
    page = view(phone.page, shared_server)
    assert page.locator("#install h2:visible").all_inner_texts() == [heading]
    drawings = page.locator("#install svg:visible")
    assert drawings.count() == (0 if heading == "On a computer" else 3)
    assert all(drawing.get_attribute("aria-hidden") == "true" for drawing in drawings.all())


def test_an_ipad_that_calls_itself_a_mac_is_one(shared_server: Server, written: Holder, new_phone: NewPhone) -> None:
    phone = new_phone(user_agent=IPAD)
    phone.page.add_init_script("Object.defineProperty(navigator, 'maxTouchPoints', { value: 5 });")
    phone.context.add_cookies(written.cookies)
    page = view(phone.page, shared_server)
    assert page.locator("#install h2:visible").all_inner_texts() == ["On an iPhone or iPad"]


def test_an_iphone_says_what_happens_to_the_plan(shared_server: Server, written: Holder, new_phone: NewPhone) -> None:
    phone = new_phone(user_agent=IPHONE)
    phone.context.add_cookies(written.cookies)
    words = view(phone.page, shared_server).locator("#install").inner_text()
    for said in ("starts empty", "Open it once from the home screen while you have signal", "7 days", "may delete"):
        assert said in words


def test_the_browsers_own_question_is_asked_by_a_button_and_by_nothing_else(
    shared_server: Server, written: Holder, new_phone: NewPhone
) -> None:
    phone = new_phone(user_agent=ANDROID)
    phone.context.add_cookies(written.cookies)
    page = opened(phone.page, shared_server)
    assert page.evaluate(ASKS) is True, "the browser's banner would lie over the first screen"
    page.locator('[data-act="install"]:visible').click()
    assert page.evaluate("() => window.prompted") == 0
    assert page.locator("#install ol:visible").count() == 0
    page.get_by_role("button", name="Put it on the home screen now").click()
    assert page.evaluate("() => window.prompted") == 1
    expect(page.get_by_role("heading", name="On an Android phone")).to_be_visible()
    page.evaluate("() => dispatchEvent(new Event('appinstalled'))")
    expect(page.get_by_text("Done. Look for it on your home screen.")).to_be_visible()
    assert page.locator("#install ol:visible").count() == 0


def linked(page: Page) -> dict[str, Any]:
    """What the page's manifest says now, as the browser itself reads it."""
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    document: dict[str, Any] = json.loads(found["data"])
    return document


def test_the_person_names_it_before_it_is_on_the_phone(shared_server: Server, written: Holder, phone: Phone) -> None:
    page = view(phone.page, shared_server)
    field = page.get_by_label("What should it be called on your phone?")
    expect(field).to_have_value("Notes")
    assert linked(page)["name"] == "Notes"
    field.fill("  Recipes &  more ")
    page.get_by_role("button", name="Use this name").click()
    expect(page.get_by_text("It will be called “Recipes & more”.")).to_be_visible()
    assert linked(page)["name"] == "Recipes & more"
    title = page.locator('meta[name="apple-mobile-web-app-title"]')
    expect(title).to_have_attribute("content", "Recipes & more")
    opened(page, shared_server)
    expect(title).to_have_attribute("content", "Recipes & more")
    assert linked(page)["name"] == "Recipes & more"
    assert page.title() == "Notes"


@pytest.mark.parametrize("typed", ["<b>x</b>", '"}', "   ", "a/b"])
def test_a_name_that_cannot_be_is_said_and_not_used(
    shared_server: Server, written: Holder, phone: Phone, typed: str
) -> None:
    page = view(phone.page, shared_server)
    page.get_by_label("What should it be called on your phone?").fill(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_text("That can't be a name here. It will be called “Notes”.")).to_be_visible()
    assert linked(page)["name"] == "Notes"
    assert page.locator("#install-told").evaluate("(told) => told.childElementCount") == 0


def test_without_a_connection_a_name_waits(shared_server: Server, written: Holder, phone: Phone) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED")
    page = view(phone.page, shared_server)
    phone.context.set_offline(True)
    page.get_by_label("What should it be called on your phone?").fill("Recipes")
    page.get_by_role("button", name="Use this name").click()
    expect(page.locator("#install-told")).to_contain_text("There is no connection right now.")
    phone.context.set_offline(False)
    page.get_by_role("button", name="Use this name").click()
    expect(page.get_by_text("It will be called “Recipes”.")).to_be_visible()


def test_chromium_finds_nothing_wrong_with_it(shared_server: Server, written: Holder, phone: Phone) -> None:
    page = opened(phone.page, shared_server)
    session = page.context.new_cdp_session(page)
    errors = [one["errorId"] for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [error for error in errors if error != "in-incognito"] == []  # each test has a window of its own


def test_pictures_for_the_home_screen_are_not_loaded_by_the_page(shared_server: Server, phone: Phone) -> None:
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.page.goto(shared_server.url)
    phone.page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if url.endswith(".png")] == []


def test_the_shortcuts_lead_where_they_say(shared_server: Server, written: Holder, phone: Phone) -> None:
    written.add("coping", text="A cup of tea")
    page = opened(phone.page, shared_server)
    addresses = {shortcut["name"]: shortcut["url"] for shortcut in linked(page)["shortcuts"]}
    page.goto("about:blank")
    page.goto(shared_server.url + addresses["Steps"])
    expect(page.get_by_text("Step 1 of 1")).to_be_visible()
    expect(page.get_by_text("A cup of tea").last).to_be_visible()
    page.goto("about:blank")
    page.goto(shared_server.url + addresses["People"])
    expect(page.get_by_role("link", name="Tess").first).to_be_in_viewport()


AGENTS = {"iphone": IPHONE, "android": ANDROID}


@pytest.mark.parametrize("device", AGENTS)
def test_the_page_has_no_barrier(
    shared_server: Server, written: Holder, new_phone: NewPhone, axe: Callable[[Page], list[str]], device: str
) -> None:
    phone = new_phone(user_agent=AGENTS[device], reduced_motion="reduce")
    phone.context.add_cookies(written.cookies)
    page = view(phone.page, shared_server)
    found = {}
    for look, change in WAYS_TO_LOOK.items():
        change(page)
        found[look] = barriers(page, axe, look)
    assert found == {look: [] for look in WAYS_TO_LOOK}


def test_the_page_has_no_barrier_right_to_left(
    shared_server: Server, written: Holder, new_phone: NewPhone, axe: Callable[[Page], list[str]]
) -> None:
    phone = new_phone(user_agent=IPHONE, reduced_motion="reduce")
    phone.context.add_cookies(written.cookies)
    page = phone.page
    page.goto(f"{shared_server.url}/?language=ar-XB")
    page.evaluate("() => localStorage.setItem('language', 'ar-XB')")
    page.goto(f"{shared_server.url}/?language=ar-XB#install")
    expect(page.locator("#install h1")).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.documentElement).direction") == "rtl"
    assert barriers(page, axe) == []

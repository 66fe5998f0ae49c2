"""Hide leaves at once for a neutral page, with the server up or killed, and neither Back nor Forward undoes it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from pwa.pages.edit import part_address
from tests.browser.conftest import ARGUMENTS, PHONE, Phone
from tests.conftest import Holder, Server

MakePlan = Callable[..., Holder]
SECRET = "Ring Wilhelmina in the lighthouse"


@pytest.fixture
def held(server: Server, phone: Phone, make_plan: MakePlan) -> Page:
    """A phone that shows a plan with `SECRET` in it."""
    holder = make_plan(server)
    holder.add("coping", text=SECRET)
    phone.context.add_cookies(holder.cookies)
    open_and_keep_neutral_page(phone.page, server.url)
    expect(phone.page.get_by_text(SECRET).first).to_be_visible()
    return phone.page


def open_and_keep_neutral_page(page: Page, address: str) -> None:
    """Open an address and wait until the browser has the neutral page and its style in its own cache."""
    with (
        page.expect_event("requestfinished", lambda request: "measures.en.html" in request.url),
        page.expect_event("requestfinished", lambda request: "measures.css" in request.url),
    ):
        page.goto(address)


def hide(page: Page) -> None:
    page.get_by_text("Hide", exact=True).locator("visible=true").click()
    expect(page.get_by_role("heading", name="Kitchen measures")).to_be_visible()


def test_hide_shows_a_neutral_page(held: Page, axe: Callable[[Page], list[str]]) -> None:
    hide(held)
    assert held.title() == "Kitchen measures"
    assert axe(held) == []
    words = held.locator("body").inner_text()
    assert "plan" not in words.lower()
    assert held.get_by_role("link").count() == 0


def test_hide_works_after_the_server_was_killed(held: Page, server: Server, phone: Phone) -> None:
    phone.forgive("Failed to load resource", "when fetching the script")  # its worker may be on its way
    server.kill()
    hide(held)
    assert held.locator("table").first.evaluate("one => getComputedStyle(one).borderCollapse") == "collapse"


def test_back_and_forward_never_show_the_plan_again(held: Page, server: Server) -> None:
    held.get_by_role("button", name="One step at a time").click()
    expect(held.get_by_text("Step 1 of 1")).to_be_visible()
    hide(held)
    shown: list[str] = []
    held.on("framenavigated", lambda frame: shown.append(held.locator("body").inner_text()))
    held.go_back()
    expect(held.get_by_role("heading", name="Kitchen measures")).to_be_visible()
    held.go_forward()
    expect(held.get_by_role("heading", name="Kitchen measures")).to_be_visible()
    held.reload()
    expect(held.get_by_role("heading", name="Kitchen measures")).to_be_visible()
    assert not [words for words in shown if SECRET in words]


def test_back_shows_no_plan_while_the_server_is_down(held: Page, server: Server, phone: Phone) -> None:
    phone.forgive("ERR_CONNECTION_REFUSED", "Failed to load resource")
    held.get_by_role("button", name="Show this to someone").click()
    server.kill()
    hide(held)
    with held.expect_event("framenavigated"):
        held.evaluate("() => void setTimeout(() => history.back())")
    assert SECRET not in held.locator("html").inner_text()


def test_new_visit_to_the_address_opens_the_plan(held: Page, server: Server) -> None:
    hide(held)
    held.goto(server.url)
    expect(held.get_by_text(SECRET).first).to_be_visible()
    held.get_by_role("button", name="Show this to someone").click()
    held.reload()
    expect(held.get_by_role("heading", name="Please stay with me")).to_be_visible()
    held.go_back()
    expect(held.get_by_role("button", name="Show this to someone")).to_be_visible()


def test_plan_reached_by_back_is_not_even_drawn(held: Page) -> None:
    held.get_by_role("button", name="Show this to someone").click()
    hide(held)
    asked: list[str] = []
    held.on("request", lambda request: asked.append(request.url))
    held.go_back()
    expect(held.get_by_role("heading", name="Kitchen measures")).to_be_visible()
    assert not [address for address in asked if "/api/" in address]


def test_page_kept_by_the_browser_stays_covered_after_hide(held: Page, server: Server, chromium: Browser) -> None:
    """The back-forward cache brings a page back as it was left, without loading it again."""
    browser = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = browser.new_context(**PHONE, storage_state=held.context.storage_state()).new_page()
    page.goto(server.url)
    expect(page.get_by_text(SECRET).first).to_be_visible()
    kept = page.locator("html[data-kept]")
    for _ in range(5):  # a page that is still asking for something is not kept
        page.wait_for_load_state("networkidle")
        page.evaluate("() => { document.documentElement.dataset.kept = 'yes' }")
        page.goto(f"{server.url}/en/start")
        page.evaluate("() => history.back()")
        expect(page.get_by_text(SECRET).first).to_be_visible()
        if kept.count():
            break
    expect(kept).to_have_count(1)

    page.evaluate("() => history.forward()")
    hide(page)
    page.evaluate("() => history.back()")
    expect(kept).to_have_count(0)
    expect(page.get_by_role("heading", name="Kitchen measures")).to_be_visible()
    browser.close()


@pytest.mark.parametrize("how", ["tap", "Escape", "Shift"])
def test_hide_at_the_desk_covers_it_for_good(held: Page, server: Server, how: str) -> None:
    open_and_keep_neutral_page(held, f"{server.url}/en/start")
    expect(held.locator("[data-hide]")).to_be_visible()
    held.goto(server.url)
    expect(held.get_by_text(SECRET).first).to_be_visible()
    held.goto(f"{server.url}/en/start")
    if how == "tap":
        hide(held)
    else:
        for _ in range(3):
            held.keyboard.press(how)
        held.wait_for_url("**/measures.en.html")
    held.go_back()
    expect(held.get_by_role("heading", name="Kitchen measures")).to_be_visible()
    held.go_back()
    expect(held.get_by_role("heading", name="Kitchen measures")).to_be_visible()


def test_neutral_page_is_translated(shared_server: Server, phone: Phone, axe: Callable[[Page], list[str]]) -> None:
    phone.page.goto(f"{shared_server.url}/?language=ar-XB")
    phone.page.locator("[data-hide]").click()
    expect(phone.page.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("[")
    assert axe(phone.page) == []
    assert phone.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("key", ["Escape", "Shift"])
def test_a_key_three_times_hides_and_twice_or_slowly_does_not(held: Page, key: str) -> None:
    held.keyboard.press(key)
    held.keyboard.press(key)
    held.keyboard.press("Tab")
    held.keyboard.press(key)
    expect(held.get_by_text(SECRET).first).to_be_visible()
    held.keyboard.press(key)
    held.keyboard.press(key)
    expect(held.get_by_role("heading", name="Kitchen measures")).to_be_visible()
    held.go_back()
    assert SECRET not in held.content()


def test_in_the_list_of_open_apps_the_page_shows_nothing(held: Page) -> None:
    seen = """(state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
      return getComputedStyle(document.documentElement).opacity;
    }"""
    assert [held.evaluate(seen, state) for state in ("hidden", "visible")] == ["0", "1"]


def test_hide_leads_where_its_owner_chose_and_to_the_measures_without_a_connection(
    server: Server, phone: Phone, make_plan: MakePlan
) -> None:
    holder = make_plan(server)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_INTERNET_DISCONNECTED", "Failed to load", "weather.example")
    page = phone.page
    page.route("https://weather.example/**", lambda route: route.fulfill(body="Rain later", content_type="text/html"))
    page.goto(f"{server.url}/en/{holder.slot}/edit/{part_address('hide')}")
    for address, told in (
        ("javascript:alert(1)", "no address that starts with https"),
        ("https://weather.example/", "Kept"),
    ):
        page.get_by_label("Address of a page").fill(address)
        page.get_by_role("button", name="Keep this").click()
        expect(page.locator("#hiding [role=status]")).to_contain_text(told)
    page.get_by_role("button", name="Try it now").click()
    page.wait_for_url("https://weather.example/")
    page.goto(server.url)
    expect(page.locator("[data-readable]")).to_be_visible()
    phone.context.set_offline(True)
    page.get_by_text("Hide", exact=True).locator("visible=true").click()
    expect(page.get_by_role("heading", name="Kitchen measures")).to_be_visible()

"""What a supporter sees who has just scanned a code: what to do first, and no key left where it should not be."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.drawing import texts_of
from tests.browser.sealed_copy import Sealed, b64, copy_of, gb, opened, serve, show
from tests.browser.test_every_page import WAYS_TO_LOOK, barriers, untranslated
from tests.conftest import ROOT, Server

__all__ = ["gb", "show"]

ADDRESSES = "() => [location.href, document.title, document.referrer, JSON.stringify(history.state)].join(' ')"


def test_first_screen_holds_what_is_asked_of_a_supporter(show: Callable[..., Page]) -> None:
    page = opened(show(Sealed()))
    call = page.get_by_role("link", name="Call Sam 07700 900771")
    expect(call).to_have_attribute("href", "tel:07700900771")
    emergency = page.get_by_role("link", name="Emergency 999").first
    expect(emergency).to_have_attribute("href", "tel:999")
    first = page.locator("[data-section=responses] li")
    seen = (page.locator("#copy h1"), call, emergency, page.get_by_text("As of"), *(first.nth(at) for at in range(3)))
    for one in seen:
        box = one.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 740, one
    call_box, emergency_box = call.bounding_box(), emergency.bounding_box()
    assert call_box is not None
    assert emergency_box is not None
    assert emergency_box["x"] - call_box["x"] - call_box["width"] >= 16
    assert page.locator("#copy h1").inner_text() == "Sam’s plan, shared with you"


def test_parts_stand_in_the_order_in_which_they_are_needed(show: Callable[..., Page]) -> None:
    page = opened(show(Sealed()))
    assert page.locator("#copy h2").all_inner_texts() == [
        "How you can help", "What helps", "What makes things worse", "What feels safe", "Early signs to look out for",
        "Who to call", "Please do not contact", "Please look after", "What I'm good at, what has carried me",
        "Help for you",
    ]  # fmt: skip
    expect(page.get_by_text("Opening this alerts nobody. Sam sees only the day.")).to_be_visible()


def test_every_word_of_the_copy_is_there_and_marked_as_its_owners(show: Callable[..., Page]) -> None:
    sealed = Sealed(copy=copy_of("hard", language="cy"))
    page = opened(show(sealed))
    shown = page.locator("#copy bdi").all_text_contents()
    plan = {"sections": {name: [dict(one) for one in all_] for name, all_ in sealed.copy["plan"]["sections"].items()}}
    for entry in plan["sections"].get("contacts", []):  # what its owner would send is not a supporter's to say
        entry["content"] = {name: value for name, value in entry["content"].items() if name != "say"}
    assert [text for text in texts_of(plan) if text not in shown] == []
    assert set(page.locator("#copy bdi.pp-words").evaluate_all("(all) => all.map((one) => one.lang)")) == {"cy"}
    assert page.locator("#copy main img, #copy main script").count() == 0
    assert "body=" not in "".join(page.locator("#copy a").evaluate_all("(all) => all.map((one) => one.href)"))


def test_calls_stay_on_the_screen(show: Callable[..., Page]) -> None:
    page = opened(show(Sealed()))
    page.evaluate("() => scrollTo(0, 2000)")
    for name in ("Call Sam 07700 900771", "Emergency 999"):
        expect(page.get_by_role("link", name=name).first).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Hide")).to_be_in_viewport(ratio=1)


def test_people_not_to_contact_are_no_link(show: Callable[..., Page]) -> None:
    copy = copy_of()
    copy["plan"]["sections"]["avoid"] = [{"id": "x", "content": {"name": "Someone", "number": "07700 900666"}}]
    page = opened(show(Sealed(copy=copy)))
    expect(page.get_by_text("Someone", exact=True)).to_be_visible()
    assert "900666" not in page.locator("body").inner_text()  # it is written down to warn its owner alone
    assert page.locator("a[href*='900666']").count() == 0


def test_copy_without_a_name_a_number_and_a_country(show: Callable[..., Page]) -> None:
    page = show(Sealed(copy=copy_of(name="", call=None, region=None)))
    expect(page.get_by_role("heading", name="A plan, shared with you")).to_be_visible()
    assert page.locator(".pp-copy-call").count() == 0
    expect(page.get_by_role("link", name="Emergency 999").first).to_be_visible()
    expect(page.get_by_text("Opening this alerts nobody. Its owner sees only the day.")).to_be_visible()


def test_reader_elsewhere_is_told_how_help_can_be_reached(show: Callable[..., Page]) -> None:
    page = opened(show(Sealed(), timezone_id="Europe/Paris"))
    expect(page.get_by_role("link", name="Emergency (United Kingdom) 999")).to_be_visible()
    told = page.get_by_text("You seem to be in another country: France.").inner_text()
    assert "999 can't send help to Sam" in told
    assert "police in Sam’s town by their full number" in told
    links = page.locator("#copy a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert "tel:112" not in links
    assert "tel:15" not in links


def test_reader_in_the_same_country_is_told_nothing_of_it(show: Callable[..., Page]) -> None:
    assert opened(show(Sealed())).get_by_text("You seem to be in").count() == 0


def test_key_is_nowhere_but_in_the_tab(show: Callable[..., Page]) -> None:
    sealed = Sealed()
    page = opened(show(sealed))
    key = b64(sealed.key)
    assert key not in page.evaluate(ADDRESSES)
    assert page.url.endswith(f"/s/{sealed.id}")
    assert page.title() == "Notes"
    assert key not in page.content()
    page.reload()
    opened(page)
    assert page.evaluate("() => Object.values(sessionStorage).join()").count(key) == 1
    page.get_by_role("link", name="All that is shared with me on this phone").click()
    page.wait_for_url("**/s/?list")
    assert key not in page.evaluate(ADDRESSES)
    page.go_back()
    opened(page)


def test_key_is_out_of_the_address_before_any_file_has_come(gb: Server, phone: Phone) -> None:
    phone.forgive("ERR_FAILED", "Failed to load")
    phone.context.route("**/static/**", lambda route: route.abort())
    sealed = Sealed()
    phone.page.goto(gb.url + sealed.path)
    assert phone.page.url == f"{gb.url}/s/{sealed.id}"
    expect(phone.page.get_by_role("link", name="Emergency (United Kingdom) 999")).to_be_visible()
    expect(phone.page.get_by_text("Nothing happens?")).to_be_visible(timeout=12_000)


def test_another_link_in_the_same_tab_opens_that_copy(gb: Server, phone: Phone) -> None:
    one, other = Sealed(), Sealed(copy=copy_of(name="Ben"))
    serve(phone.context, gb, one, other)
    phone.page.goto(gb.url + one.path)
    opened(phone.page)
    phone.page.goto(gb.url + other.path)
    expect(phone.page.get_by_role("heading", name="Ben’s plan")).to_be_visible()
    phone.page.goto(f"{gb.url}/s/{other.id}#{b64(one.key)}")  # only the fragment is another
    phone.forgive("404")
    expect(phone.page.locator("#said").get_by_text("This link does not open anything.")).to_be_visible()


def test_tab_without_storage_opens_it_and_reloads_it(gb: Server, phone: Phone) -> None:
    refuse = (
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    phone.context.add_init_script(refuse)
    sealed = Sealed()
    serve(phone.context, gb, sealed)
    phone.page.goto(gb.url + sealed.path)
    opened(phone.page)
    assert phone.page.url.endswith(sealed.id)
    phone.page.reload()
    opened(phone.page)


def test_hide_leaves_at_once_and_back_shows_nothing(show: Callable[..., Page]) -> None:
    page = opened(show(Sealed()))
    page.get_by_role("button", name="Hide").click()
    page.wait_for_url("**/measures.en.html")
    assert page.title() == "Kitchen measures"
    page.go_back()
    expect(page.locator("#copy:visible")).to_have_count(0)


def test_page_is_the_same_for_every_address_and_says_nothing(gb: Server, phone: Phone) -> None:
    bodies = set()
    for path in ("/s/", "/s/x", "/s/" + "A" * 22, "/s/a/b"):
        reply = phone.context.request.get(gb.url + path)
        assert reply.status == 200
        assert "set-cookie" not in reply.headers
        assert reply.headers["x-robots-tag"] == "noindex"
        bodies.add(reply.text())
    [body] = bodies
    assert re.search(r"<title>Notes</title>", body)
    assert '<meta name="robots" content="noindex">' in body


@pytest.mark.parametrize("state", ["copy", "dead end", "passcode", "list"])
def test_page_has_no_barrier_in_any_look(
    show: Callable[..., Page], axe: Callable[[Page], list[str]], state: str
) -> None:
    sealed = Sealed(passcode="1" if state == "passcode" else None)
    if state == "dead end":
        sealed.say(404, "not_found")
    page = show(sealed, "/s/" if state == "list" else None)
    expect(page.locator(".pp-opening")).to_have_count(0)
    found = {}
    for look, change in WAYS_TO_LOOK.items():
        change(page)
        found[look] = barriers(page, axe, look)
    assert found == {look: [] for look in WAYS_TO_LOOK}


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
def test_no_english_is_left_around_a_copy(
    show: Callable[..., Page], axe: Callable[[Page], list[str]], language: str
) -> None:
    sealed = Sealed(copy=copy_of(language="cy"))
    page = show(sealed, sealed.path.replace("#", f"?language={language}#"))
    expect(page.locator("#copy h1")).to_be_visible()
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    # A sentence around a name is in two pieces, with one bracket each.
    assert [text for text in untranslated(page) if not re.search(r"^[^\[]*\]|\[[^\]]*$", text)] == []
    assert barriers(page, axe) == []


def test_every_control_is_at_least_48_px(show: Callable[..., Page]) -> None:
    page = opened(show(Sealed()))
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, input')].map((one) => [one.innerText,
        one.getBoundingClientRect()]).filter(([, box]) => box.width && (box.width < 47.9 || box.height < 47.9))
        .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_on_paper_everything_is_black_on_white(show: Callable[..., Page]) -> None:
    page = opened(show(Sealed(), color_scheme="dark"))
    page.emulate_media(media="print")
    colours = page.evaluate(
        """() => [...document.querySelectorAll('#copy *, body')].filter((one) => one.checkVisibility())
        .map((one) => getComputedStyle(one)).map(({ color, backgroundColor }) => `${color} ${backgroundColor}`)"""
    )
    dark = "rgb(0, 0, 0)"
    assert {one for one in colours if not one.startswith(dark)} == set()
    assert {one.removeprefix(dark).strip() for one in colours} <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    for name in ("Hide", "Keep on this phone", "Print it"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    expect(page.locator("#copy .pp-copy-number")).to_have_text("07700 900771")


def test_copy_inside_a_code_opens_without_asking_anyone(gb: Server, new_phone: Callable[..., Phone]) -> None:
    link = json.loads((ROOT / "tests/copies/sealed.json").read_text("utf-8"))["inside"]["link"]
    phone = new_phone()
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.page.goto(f"{gb.url}/s/#{link.partition('#')[2]}")
    page = opened(phone.page)
    expect(page.get_by_text("These words stand in the code itself")).to_be_visible()
    expect(page.get_by_role("button", name="Keep on this phone")).to_be_hidden()
    expect(page.get_by_role("button", name="Print it")).to_be_visible()
    assert "#" not in page.url
    assert [url for url in asked if "/api/" in url] == []
    page.reload()
    opened(page)


def test_list_is_reached_from_a_code_that_holds_everything(gb: Server, phone: Phone) -> None:
    link = json.loads((ROOT / "tests/copies/sealed.json").read_text("utf-8"))["inside"]["link"]
    digits, page = link.partition("#")[2], phone.page
    page.goto(f"{gb.url}/s/#{digits}")
    opened(page)
    page.get_by_role("link", name="All that is shared with me on this phone").click()
    nothing = page.locator("#said").get_by_text("Nothing that was shared with you is kept on this phone.")
    expect(nothing).to_be_visible()
    page.reload()
    expect(nothing).to_be_visible()
    page.get_by_label("Have you been given a link?").fill(f"{gb.url}/s/#{digits}")
    page.get_by_role("button", name="Open the link").click()
    opened(page)


def test_reader_is_told_that_the_browser_may_remember_the_link(show: Callable[..., Page]) -> None:
    expect(opened(show(Sealed())).get_by_text("This browser may remember the link in its history")).to_be_visible()

"""The phone's first page while there is no plan: numbers first, then three ways on."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Phone
from tests.conftest import Server

NewPhone = Callable[..., Phone]


@pytest.fixture(scope="module")
def british(start_server: Callable[..., Server]) -> Server:
    return start_server(POCKET_PLAN_REGION="GB")


@pytest.fixture(scope="module")
def american(start_server: Callable[..., Server]) -> Server:
    return start_server(POCKET_PLAN_REGION="US")


@pytest.fixture(scope="module")
def placeless(start_server: Callable[..., Server]) -> Server:
    return start_server()


def number(page: Page, which: str) -> str:
    return page.locator(f'#numbers [data-line="{which}"] [data-number]').inner_text()


def test_first_page_is_whole_without_scripts(british: Server, new_phone: NewPhone) -> None:
    page = new_phone(java_script_enabled=False).page
    page.goto(british.url)
    words = page.locator("main").inner_text()

    assert page.get_by_role("link", name=re.compile("Call Samaritans")).get_attribute("href") == "tel:116123"
    assert page.get_by_role("link", name=re.compile("Text Shout")).get_attribute("href") == "sms:85258"
    assert page.get_by_role("link", name=re.compile("Emergency")).get_attribute("href") == "tel:999"
    for said in (
        "One small thing, right now",
        "What this is",
        "Who can read it",
        "What it is not",
        "Nobody is watching this page and nobody is alerted.",
    ):
        assert said in words
    assert [page.locator(".pp-choice").nth(place).inner_text() for place in range(3)] == [
        "Make my plan (3 minutes)",
        "I already have a plan",
        "See an example",
    ]
    page.get_by_role("link", name="Hide").click()
    expect(page.get_by_role("heading", name="Kitchen measures")).to_be_visible()


def test_call_and_text_are_equals(british: Server, phone: Phone) -> None:
    phone.page.goto(british.url)
    boxes = [phone.page.locator(f'[data-line="{which}"] a').bounding_box() for which in ("call", "text")]
    call, text = [(round(box["width"]), round(box["height"]), round(box["y"])) for box in boxes if box]
    assert call == text


def test_three_choices_look_the_same(british: Server, phone: Phone) -> None:
    phone.page.goto(british.url)
    looks = phone.page.locator(".pp-choice:visible").evaluate_all(
        "all => all.map((one) => { const look = getComputedStyle(one);"
        " return [look.backgroundColor, look.color, look.font, one.offsetWidth, one.offsetHeight].join() })"
    )
    assert len(looks) == 3
    assert len(set(looks)) == 1


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 640}},
        {"forced_colors": "active"},
        {"contrast": "more"},
    ],
    ids=["light", "dark", "320px", "forced", "contrast"],
)
def test_first_page_is_accessible(
    british: Server, new_phone: NewPhone, axe: Callable[[Page], list[str]], options: dict[str, object]
) -> None:
    page = new_phone(**options).page
    page.goto(british.url)
    expect(page.get_by_text("Your country")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.get_by_role("button", name="I already have a plan").click()
    assert axe(page) == []


def test_text_at_200_percent_stays_on_the_page(british: Server, phone: Phone, axe: Callable[[Page], list[str]]) -> None:
    page = phone.page
    page.goto(british.url)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert axe(page) == []


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
def test_every_word_of_the_first_page_is_translated(
    shared_server: Server, phone: Phone, axe: Callable[[Page], list[str]], language: str
) -> None:
    page = phone.page
    page.goto(f"{shared_server.url}/?language={language}")
    expect(page.locator("#country")).to_be_visible()
    page.locator('#home [data-act="code"]').click()
    plain = page.locator("main").evaluate(
        """main => {
          const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
          const found = [];
          while (words.nextNode()) {
            const { textContent, parentElement } = words.currentNode;
            const isWord = /[a-z]/i.test(textContent) && !parentElement.closest("select, [data-origin]");
            if (isWord && !textContent.includes("[")) found.push(textContent);
          }
          return found;
        }"""
    )
    assert plain == []
    assert axe(page) == []
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar-XB" else "ltr")


def test_controls_are_large_enough_for_a_thumb(british: Server, phone: Phone) -> None:
    page = phone.page
    page.goto(british.url)
    expect(page.get_by_text("Your country")).to_be_visible()
    small = page.locator("a[href]:visible, button:visible, select:visible, textarea:visible").evaluate_all(
        "all => all.map((one) => [one.innerText, one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 48 || box.height < 48).map(([words]) => words)"
    )
    assert small == []


def test_numbers_say_where_they_come_from(american: Server, british: Server, phone: Phone) -> None:
    phone.page.goto(british.url)
    assert "from a page of January 2026" in phone.page.locator('[data-line="call"]').inner_text()
    phone.page.goto(american.url)
    undated = phone.page.locator('[data-line="call"]').inner_text()
    assert "from a page without a date" in undated
    assert "please check this number" in undated


def test_without_a_country_the_number_is_112_in_most_countries(placeless: Server, phone: Phone) -> None:
    phone.page.goto(placeless.url)
    emergency = phone.page.locator('[data-line="emergency"]')
    assert number(phone.page, "emergency") == "112"
    assert "in most countries" in emergency.inner_text()
    expect(phone.page.locator('[data-line="call"]')).to_be_hidden()


def test_guessed_country_counts_only_after_yes(american: Server, new_phone: NewPhone) -> None:
    page = new_phone(timezone_id="Europe/London").page
    page.goto(american.url)
    expect(page.get_by_text("Your country: United Kingdom?")).to_be_visible()
    assert number(page, "call") == "988"
    assert number(page, "emergency") == "911"

    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Numbers for: United Kingdom")).to_be_focused()
    assert number(page, "call") == "116 123"
    assert number(page, "emergency") == "999"

    page.reload()
    expect(page.get_by_text("Numbers for: United Kingdom")).to_be_visible()
    assert number(page, "call") == "116 123"


def test_another_country_can_be_chosen(british: Server, phone: Phone) -> None:
    page = phone.page
    page.goto(british.url)
    page.get_by_role("button", name="Somewhere else").click()
    countries = page.get_by_label("Which country are you in?")
    expect(countries).to_be_focused()
    countries.select_option("IE")
    assert number(page, "emergency") == "999"
    page.get_by_role("button", name="Show these numbers").click()
    expect(page.get_by_text("Numbers for: Ireland")).to_be_visible()
    assert number(page, "text") == "50808 (TALK)"
    assert page.locator('[data-line="text"] a').get_attribute("href") == "sms:50808?&body=TALK"
    assert number(page, "emergency") == "112"


def test_unknown_time_zone_gets_an_open_question(british: Server, new_phone: NewPhone) -> None:
    page = new_phone(timezone_id="UTC").page
    page.goto(british.url)
    expect(page.get_by_label("Which country are you in?")).to_be_visible()


def test_answered_country_goes_into_the_plan(british: Server, phone: Phone) -> None:
    page = phone.page
    page.goto(british.url)
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Numbers for")).to_be_visible()
    page.get_by_role("button", name="Make my plan").click()
    page.wait_for_url("**/en/start")
    plan = page.request.get(f"{british.url}/api/plans/mine").json()
    settings = {entry["id"]: entry["content"]["value"] for entry in plan["sections"]["settings"]}
    assert settings == {"language": "en", "region": "GB"}


def test_example_is_marked_and_left_by_the_phones_back(
    british: Server, phone: Phone, axe: Callable[[Page], list[str]]
) -> None:
    page = phone.page
    page.goto(british.url)
    page.get_by_role("button", name="See an example").click()
    expect(page.get_by_text("This is an example. Nobody's plan.")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("button", name="One step at a time").click()
    expect(page.get_by_text(re.compile("^Step 1 of"))).to_be_focused()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text(re.compile("^Step 2 of"))).to_be_visible()
    page.go_back()
    expect(page.get_by_text(re.compile("^Step 1 of"))).to_be_visible()
    page.go_back()
    expect(page.get_by_text("This is an example.")).to_be_visible()
    page.get_by_role("button", name="Back from the example").first.click()
    expect(page.get_by_role("button", name="See an example")).to_be_focused()
    expect(page.get_by_role("heading", name="Need someone now?")).to_be_visible()


def test_example_without_connection_is_explained(british: Server, phone: Phone) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED")
    page = phone.page
    page.goto(british.url)
    expect(page.get_by_text("Your country")).to_be_visible()
    phone.context.set_offline(True)
    page.get_by_role("button", name="See an example").click()
    expect(page.locator("#notice")).to_contain_text("There is no connection right now")
    assert number(page, "emergency") == "999"
    phone.context.set_offline(False)


def test_plan_is_made_at_the_second_try(british: Server, phone: Phone) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED")
    page = phone.page
    page.goto(british.url)
    expect(page.get_by_text("Your country")).to_be_visible()
    phone.context.set_offline(True)
    page.get_by_role("button", name="Make my plan").click()
    expect(page.locator("#notice")).to_contain_text("There is no connection right now")
    phone.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/en/start")


def test_nothing_in_tab_or_history_says_what_this_is(british: Server, phone: Phone) -> None:
    page = phone.page
    page.goto(british.url)
    assert page.title() == "Notes"
    page.get_by_role("button", name="I already have a plan").click()
    page.wait_for_url(f"{british.url}/#code")
    assert page.title() == "Notes"
    assert "plan" not in page.locator('link[rel="icon"]').get_attribute("href")


@pytest.fixture
def unprotected(british: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=british.url, headers={"Host": f"laptop.lan:{british.port}"}) as client:
        yield client


def test_no_plan_is_made_at_an_address_that_is_not_protected(unprotected: httpx.Client) -> None:
    page = unprotected.get("/").text
    assert "A plan can't be made at this address." in page.replace("&#39;", "'")
    assert "https address" in page
    assert "Make my plan" not in page
    assert "tel:116123" in page


def test_question_that_comes_late_moves_nothing_under_a_finger(shared_server: Server, phone: Phone) -> None:
    held: list[Route] = []
    phone.page.route("**/lines/at/**", lambda route: held.append(route))
    with phone.page.expect_request("**/lines/at/**"):
        phone.page.goto(shared_server.url)
    button = phone.page.get_by_role("button", name="Make my plan")
    before = button.bounding_box()
    assert before
    held[0].continue_()
    expect(phone.page.locator("#country")).to_be_visible()
    after = button.bounding_box()
    assert after
    assert after["y"] == pytest.approx(before["y"], abs=1)

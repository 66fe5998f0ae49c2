"""The phone's page of a plan: it is drawn, its views follow the phone's Back, and every failure is told in words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Phone
from tests.browser.readable import READABLE
from tests.conftest import Holder, Server

MakePlan = Callable[..., Holder]
STEPS = ("Open the window", "Count the chimneys", "Wash my hands in warm water")


@pytest.fixture(scope="module")
def british(start_server: Callable[..., Server]) -> Server:
    return start_server(POCKET_PLAN_REGION="GB")


@pytest.fixture
def holder(british: Server, make_plan: MakePlan, phone: Phone) -> Holder:
    """A phone's plan with three steps, and one person to call."""
    holder = make_plan(british)
    for step in STEPS:
        holder.add("coping", text=step)
    holder.add("contacts", name="Ola", phones=[{"number": "07700 900123", "for": ["call"]}])
    holder.add("warning_signs", text="I stop watering the plants")
    phone.context.add_cookies(holder.cookies)
    return holder


@pytest.fixture
def plan(holder: Holder, phone: Phone, british: Server) -> Page:
    phone.page.goto(british.url)
    expect(phone.page.get_by_text(STEPS[0]).first).to_be_visible()
    return phone.page


def test_plan_is_drawn_without_a_word_of_opening(plan: Page) -> None:
    expect(plan.get_by_role("link", name="Ola")).to_have_attribute("href", "tel:07700900123")
    expect(plan.get_by_text("Opening your plan")).to_be_hidden()
    assert plan.title() == "Notes"
    assert plan.locator("main:visible").count() == 1


def turn(page: Page, name: str) -> None:
    """Tap Next or Back as a calm hand does: not sooner than a second tap by mistake would come."""
    page.evaluate("(pause) => new Promise((done) => setTimeout(done, pause))", 400)
    page.get_by_role("button", name=name, exact=True).click()


def test_second_tap_of_a_shaking_hand_passes_over_no_step(plan: Page) -> None:
    plan.get_by_role("button", name="One step at a time").click()
    plan.get_by_role("button", name="Next").dblclick(delay=20)
    expect(plan.get_by_text("Step 2 of 3")).to_be_visible()
    turn(plan, "Next")
    expect(plan.get_by_text("Step 3 of 3")).to_be_visible()


def test_phone_that_wakes_shows_what_was_changed_elsewhere(plan: Page, holder: Holder) -> None:
    holder.add("contacts", name="Ines", phones=[{"number": "07700 900456", "for": ["call"]}])
    plan.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(plan.get_by_role("link", name="Ines")).to_be_visible()


def test_views_follow_the_phones_back(plan: Page, british: Server) -> None:
    plan.get_by_role("button", name="One step at a time").click()
    expect(plan.get_by_text("Step 1 of 3")).to_be_focused()
    assert plan.url == f"{british.url}/#steps"
    turn(plan, "Next")
    expect(plan.locator("#view").get_by_text(STEPS[1])).to_be_visible()
    turn(plan, "Next")
    expect(plan.locator("#view").get_by_text(STEPS[2])).to_be_visible()
    plan.go_back()
    expect(plan.get_by_text("Step 2 of 3")).to_be_focused()
    turn(plan, "Back")
    expect(plan.get_by_text("Step 1 of 3")).to_be_focused()
    plan.go_back()
    expect(plan.get_by_role("button", name="One step at a time")).to_be_focused()


def test_history_of_the_browser_names_no_part_of_the_plan(plan: Page, british: Server) -> None:
    plan.get_by_role("button", name="Change: What helps me").click()
    expect(plan.get_by_role("heading", name="What helps me")).to_be_visible()
    assert plan.url == f"{british.url}/#view"
    plan.reload()
    expect(plan.get_by_role("heading", name="What helps me")).to_be_visible()
    plan.locator("#view [data-act=entry]").first.click()
    assert plan.url == f"{british.url}/#view"
    plan.go_back()
    expect(plan.get_by_role("heading", name="What helps me")).to_be_visible()
    plan.go_back()
    expect(plan.get_by_role("button", name="One step at a time")).to_be_visible()


def test_plan_is_where_it_was_after_a_view(plan: Page) -> None:
    button = plan.get_by_role("button", name="Show this to someone")
    button.scroll_into_view_if_needed()
    plan.evaluate("() => scrollTo(0, 120)")
    button.click()
    expect(plan.get_by_role("heading", name="Please stay with me")).to_be_focused()
    assert plan.evaluate("() => scrollY") == 0
    plan.locator(".pp-back").click()
    expect(button).to_be_focused()
    assert plan.evaluate("() => scrollY") == 120


def test_leaving_the_steps_takes_one_tap_from_any_step(plan: Page, british: Server) -> None:
    plan.get_by_role("button", name="One step at a time").click()
    turn(plan, "Next")
    turn(plan, "Next")
    plan.locator(".pp-back").click()
    expect(plan.get_by_role("link", name="Ola")).to_be_visible()
    assert plan.url == f"{british.url}/"


def test_view_survives_a_reload(plan: Page) -> None:
    plan.get_by_role("button", name="It's only starting").click()
    expect(plan.locator("#view").get_by_text("I stop watering the plants")).to_be_visible()
    plan.reload()
    expect(plan.get_by_role("heading", name="It's only starting")).to_be_visible()
    plan.locator(".pp-back").click()
    expect(plan.get_by_role("button", name="It's only starting")).to_be_visible()


@pytest.mark.parametrize("tapped", ["[data-act=steps]", "[data-act=change][data-section=coping]"])
def test_tap_before_the_plan_was_opened_is_not_lost(plan: Page, tapped: str) -> None:
    expect(plan.locator("#plan").get_by_text(READABLE)).to_be_visible()
    plan.add_init_script(
        f"addEventListener('DOMContentLoaded', () => document.querySelector('#plan {tapped}').click())"
    )
    plan.reload()
    expect(plan.locator("#view").get_by_text(STEPS[0])).to_be_visible()
    plan.go_back()
    expect(plan.get_by_role("button", name="One step at a time")).to_be_visible()


def test_people_not_to_call_are_on_the_card_only_after_a_yes(holder: Holder, phone: Phone, british: Server) -> None:
    holder.add("avoid", name="Mister Quill")
    page = phone.page
    page.goto(british.url)
    page.get_by_role("button", name="Show this to someone").click()
    expect(page.get_by_role("heading", name="Please stay with me")).to_be_visible()
    expect(page.locator("#view").get_by_text("Mister Quill")).to_have_count(0)
    turn(page, "Also show who not to call")
    expect(page.locator("#view").get_by_text("Mister Quill")).to_be_visible()
    page.go_back()
    expect(page.locator("#view").get_by_text("Mister Quill")).to_have_count(0)


def test_plan_uses_the_numbers_of_its_own_country(british: Server, make_plan: MakePlan, phone: Phone) -> None:
    holder = make_plan(british, region="IE")
    phone.context.add_cookies(holder.cookies)
    phone.page.goto(british.url)
    expect(phone.page.locator(".pp-plan").get_by_role("link", name="50808").first).to_be_visible()


def drop(route: Route) -> None:
    route.abort("connectionfailed")


@pytest.mark.parametrize(
    ("status", "reason", "said"),
    [
        (None, "", "There is no connection right now"),
        (500, "unexpected", "Something went wrong here"),
        (502, None, "Something went wrong on our side"),
        (410, "gone", "This phone was taken off the plan"),
        (429, "too_many_requests", "That was tried many times"),
    ],
    ids=["network", "500", "proxy", "410", "429"],
)
def test_failure_says_what_happened_and_keeps_the_numbers(
    holder: Holder, phone: Phone, british: Server, status: int | None, reason: str | None, said: str
) -> None:
    phone.forgive("Failed to load resource")
    titles = {
        "unexpected": "Something went wrong here",
        "gone": "This phone was taken off the plan",
        "too_many_requests": "That was tried many times",
    }
    problem = {"reason": reason, "title": titles.get(reason or ""), "detail": "What was saved before is safe."}

    def fail(route: Route) -> None:
        if status is None:
            drop(route)
        elif reason is None:
            route.fulfill(status=status, body="<html>Bad gateway</html>", content_type="text/html")
        else:
            route.fulfill(status=status, json=problem)

    page = phone.page
    page.route("**/api/plans/mine", fail)
    page.goto(british.url)
    expect(page.locator("#notice")).to_contain_text(said)
    expect(page.locator('#numbers [data-line="emergency"]')).to_contain_text("999")
    expect(page.get_by_text("Opening your plan")).to_be_hidden()

    page.unroute("**/api/plans/mine")
    # A phone that was taken off is shown the way to its words; there is nothing to try again.
    page.reload() if status == 410 else page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="Ola")).to_be_visible()
    expect(page.locator("#notice")).to_be_empty()


def test_plan_that_a_phone_may_not_open_leads_to_the_words(
    holder: Holder, phone: Phone, british: Server, axe: Callable[[Page], list[str]]
) -> None:
    phone.forgive("401")
    cookie = holder.cookies[0]
    phone.context.add_cookies([{**cookie, "value": cookie["value"][:-8] + "AAAAAAAA"}])
    page = phone.page
    page.goto(british.url)
    expect(page.locator("#notice")).to_contain_text("could not be opened here")
    assert axe(page) == []
    page.get_by_role("button", name="I already have a plan").click()
    expect(page.get_by_role("heading", name="Open my plan here")).to_be_focused()


def test_plan_comes_by_itself_when_there_is_signal_again(holder: Holder, phone: Phone, british: Server) -> None:
    phone.forgive("Failed to load resource")
    page = phone.page
    page.route("**/api/plans/mine", drop)
    page.goto(british.url)
    expect(page.locator("#notice")).to_contain_text("There is no connection right now")
    page.unroute("**/api/plans/mine")
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.get_by_role("link", name="Ola")).to_be_visible()


def test_opening_state_holds_numbers_without_scripts(
    holder: Holder, new_phone: Callable[..., Phone], british: Server
) -> None:
    phone = new_phone(java_script_enabled=False)
    phone.context.add_cookies(holder.cookies)
    phone.page.goto(british.url)
    words = phone.page.locator("main").inner_text()
    assert "Your plan is safe" in words
    assert "116 123" in words


def test_making_a_second_plan_opens_the_first(british: Server, phone: Phone, make_plan: MakePlan) -> None:
    phone.forgive("409")
    page = phone.page
    page.goto(british.url)
    holder = make_plan(british)
    holder.add("coping", text=STEPS[0])
    phone.context.add_cookies(holder.cookies)
    page.get_by_role("button", name="Make my plan").click()
    expect(page.get_by_text(STEPS[0]).first).to_be_visible()

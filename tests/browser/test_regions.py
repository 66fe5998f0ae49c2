"""Country and region from the numbers: without a plan, in a plan, without a connection, and at the desk."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from pwa.lines import for_country
from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.browser.drawing import Drawing, plan_of, typed
from tests.browser.readable import fill, make_readable
from tests.conftest import Holder, Server

NewPhone = Callable[..., Phone]
SAVED_AS = """async (region) => {
  const { sections } = await (await fetch("/api/plans/mine")).json();
  return sections.settings.some(({ id, content }) => id === "region" && content.value === region);
}"""
CALM_MS = 400  # not sooner than a second tap by mistake would come


@pytest.fixture(scope="module")
def british(start_server: Callable[..., Server]) -> Server:
    return start_server(POCKET_PLAN_REGION="GB")


@pytest.fixture
def holder(british: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    holder = make_plan(british)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    return holder


def tap(page: Page, words: str) -> None:
    page.evaluate("(pause) => new Promise((done) => setTimeout(done, pause))", CALM_MS)
    page.get_by_role("button", name=words, exact=True).click()


def settings(holder: Holder) -> dict[str, str]:
    return {entry["id"]: entry["content"].get("value") for entry in holder.read()["sections"]["settings"]}


def every_line(page: Page) -> str:
    return page.locator("#every-line").inner_text()


def choose_region(page: Page, region: str) -> None:
    page.get_by_role("combobox").select_option(label=region)
    tap(page, "Show these numbers")


def test_region_is_asked_after_the_country_and_changed_in_one_tap(british: Server, phone: Phone) -> None:
    page = phone.page
    page.goto(british.url)
    tap(page, "Yes")
    expect(page.get_by_text("Numbers for: United Kingdom")).to_be_focused()
    assert page.locator('[data-line="call"] [data-number]').inner_text() == "116 123"
    expect(page.get_by_label("Which part of the country are you in?")).to_be_visible()
    assert page.get_by_role("combobox").locator("option:checked").inner_text() == "All of it, or I don't know"
    assert page.get_by_role("combobox").locator("option").all_inner_texts()[1:] == [
        "England", "Northern Ireland", "Scotland", "Wales",
    ]  # fmt: skip
    choose_region(page, "Wales")
    expect(page.get_by_text("Numbers for: Wales, United Kingdom")).to_be_focused()
    page.get_by_text("About these numbers, and more lines").click()
    assert "NHS 111, option 2" in every_line(page)
    assert "Northern Ireland" not in every_line(page)

    page.reload()
    expect(page.get_by_text("Numbers for: Wales, United Kingdom")).to_be_visible()
    tap(page, "Change region")
    expect(page.get_by_role("combobox")).to_be_focused()
    choose_region(page, "Northern Ireland")
    expect(page.get_by_text("Numbers for: Northern Ireland, United Kingdom")).to_be_visible()
    tap(page, "Change country")
    expect(page.locator("#country-list")).to_be_focused()


def test_who_does_not_know_the_region_sees_every_line_with_its_regions_name(british: Server, phone: Phone) -> None:
    page = phone.page
    page.goto(british.url)
    tap(page, "Yes")
    tap(page, "Show these numbers")
    expect(page.get_by_role("combobox")).to_be_hidden()
    page.get_by_text("About these numbers, and more lines").click()
    shown = every_line(page)
    assert "England · Wales" in shown
    assert "Northern Ireland" in shown
    for which, name in (("call", "Samaritans"), ("text", "Shout")):
        assert name in page.locator(f'[data-line="{which}"]').inner_text()


def test_each_line_says_all_that_is_known_of_it_without_scripts(start_server, new_phone: NewPhone) -> None:
    server = start_server(POCKET_PLAN_REGION="CA")
    page = new_phone(java_script_enabled=False).page
    page.goto(server.url)
    page.get_by_text("About these numbers, and more lines").click()
    line = page.locator("#every-line li").first
    assert [" ".join(way.inner_text().split()) for way in line.locator("a").all()] == ["Call 988", "Text 988"]
    said = "open day and night · English · French · from a page without a date · please check this number"
    assert said in line.inner_text()


def test_what_scripts_draw_reads_as_what_the_server_draws(british: Server, phone: Phone) -> None:
    page = phone.page
    page.route("**/lines/at/**", lambda route: route.fulfill(json={"country": "GB"}))
    page.goto(british.url)
    page.get_by_text("About these numbers, and more lines").click()
    drawn = every_line(page).split()
    tap(page, "Yes")
    tap(page, "Show these numbers")
    expect(page.get_by_text("Numbers for: United Kingdom")).to_be_visible()
    assert every_line(page).split() == drawn


def test_chat_stands_beside_call_and_text(start_server, new_phone: NewPhone) -> None:
    server = start_server(POCKET_PLAN_REGION="US")
    page = new_phone(timezone_id="America/New_York").page
    page.goto(server.url)
    assert page.locator('[data-line="chat"] a').get_attribute("href") == "https://988lifeline.org"
    page.get_by_text("Your country: United States?").wait_for()
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    widths = [page.locator(f'[data-line="{way}"] a').bounding_box()["width"] for way in ("call", "text", "chat")]
    assert max(widths) - min(widths) < 1


def test_with_chat_beside_them_all_ways_still_stand_on_the_first_screen(phone: Phone) -> None:
    drawing = Drawing(phone.page)
    try:
        numbers = for_country("US", None, date(2026, 11, 23), "en")
        page = drawing.show(plan_of(typed("full.en")), lines=numbers)
        ways = [cell.get_attribute("href") for cell in page.locator(".pp-cell").all()]
        assert ways == ["tel:988", "sms:988", "https://988lifeline.org", "tel:911"]
        assert (
            max(cell.bounding_box()["y"] + cell.bounding_box()["height"] for cell in page.locator(".pp-cell").all())
            < 740
        )
    finally:
        drawing.close()


def test_answered_region_goes_into_the_plan(british: Server, phone: Phone) -> None:
    page = phone.page
    page.goto(british.url)
    tap(page, "Yes")
    choose_region(page, "Scotland")
    expect(page.get_by_text("Numbers for: Scotland")).to_be_visible()
    tap(page, "Make my plan (3 minutes)")
    page.wait_for_url("**/en/start")
    plan = page.request.get(f"{british.url}/api/plans/mine").json()
    found = {entry["id"]: entry["content"]["value"] for entry in plan["sections"]["settings"]}
    assert found == {"language": "en", "region": "GB", "area": "GB-SCT"}


def test_in_a_plan_region_and_country_are_chosen_from_the_numbers(
    british: Server, phone: Phone, holder: Holder, axe: Callable[[Page], list[str]]
) -> None:
    page = phone.page
    make_readable(page, british)
    tap(page, "Change country or region")
    expect(page.get_by_text("Numbers for: United Kingdom")).to_be_visible()
    expect(page.get_by_text("What this is")).to_be_hidden()
    expect(page.locator("#region-list")).to_be_visible()
    assert axe(page) == []
    choose_region(page, "Northern Ireland")
    expect(page.get_by_text("Numbers for: Northern Ireland, United Kingdom")).to_be_focused()
    tap(page, "My plan")
    sources = page.locator("#plan .pp-sources")
    expect(sources).to_contain_text("Lifeline")
    expect(sources).not_to_contain_text("NHS 111")
    page.wait_for_function("() => document.querySelector('#plan [data-state]').textContent.includes('Saved')")
    tap(page, "Change country or region")
    tap(page, "Change country")
    page.locator("#country-list").select_option("US")
    tap(page, "Show these numbers")
    expect(page.get_by_text("Numbers for: United States")).to_be_visible()
    expect(page.get_by_role("button", name="Change region")).to_be_hidden()
    page.go_back()
    expect(page.locator("#plan .pp-cell").first).to_have_attribute("href", "tel:988")
    expect(page.locator("#plan .pp-cell")).to_have_count(4)
    for _ in range(40):
        if settings(holder).get("region") == "US":
            break
        page.wait_for_timeout(250)
    assert settings(holder)["region"] == "US"


def test_region_chosen_without_a_connection_is_kept_and_sent_later(
    british: Server, phone: Phone, holder: Holder
) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED", "Failed to load")
    page = phone.page
    make_readable(page, british)
    phone.context.set_offline(True)
    tap(page, "Change country or region")
    tap(page, "Change country")
    page.locator("#country-list").select_option("FR")
    tap(page, "Show these numbers")
    expect(page.get_by_text("Numbers for: France")).to_be_visible()
    emergency = page.locator('#numbers [data-line="emergency"]')
    expect(emergency).to_contain_text("112")
    expect(emergency).to_contain_text("come with the next connection")
    expect(page.locator('#numbers [data-line="call"]')).to_be_hidden()
    page.goto(british.url)
    expect(page.locator("#plan .pp-cell").last).to_have_attribute("href", "tel:112")
    assert "116 123" not in page.locator("#plan").inner_text()

    phone.context.set_offline(False)
    expect(page.locator("#plan .pp-cell").first).to_have_attribute("href", "tel:3114", timeout=40_000)
    page.wait_for_function(SAVED_AS, arg="FR")  # the numbers may be there before the server has what was chosen
    phone.context.set_offline(True)
    page.goto(british.url)
    expect(page.locator("#plan .pp-cell").first).to_have_attribute("href", "tel:3114")
    phone.context.set_offline(False)


def test_lines_of_a_chosen_region_are_on_the_phone(british: Server, phone: Phone, holder: Holder) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED", "Failed to load")
    page = phone.page
    holder.change({"kind": "set_field", "section": "settings", "entry": "area", "value": "GB-NIR", "based_on": None})
    make_readable(page, british)
    phone.context.set_offline(True)
    page.goto(british.url)
    sources = page.locator("#plan .pp-sources")
    expect(sources).to_contain_text("0808 808 8000")
    expect(sources).not_to_contain_text("NHS 111")
    phone.context.set_offline(False)


def test_at_the_desk_the_region_follows_the_country_and_the_preview_follows_both(
    british: Server, phone: Phone, holder: Holder
) -> None:
    page = phone.page
    page.goto(f"{british.url}/en/{holder.slot}/edit/{part_address('settings')}")
    page.get_by_text("How it looks on my phone").click()
    preview = page.locator(".pp-plan-view")
    expect(preview.locator(".pp-cell").first).to_have_attribute("href", "tel:116123")
    page.get_by_label("Part of the country").select_option(label="Northern Ireland")
    expect(preview.locator(".pp-sources")).not_to_contain_text("NHS 111")
    page.get_by_label("Country, for crisis lines").select_option("US")
    expect(page.get_by_label("Part of the country")).to_have_count(0)
    expect(preview.locator(".pp-cell").first).to_have_attribute("href", "tel:988")
    assert settings(holder) == {"language": "en", "region": "US", "area": "GB-NIR"}

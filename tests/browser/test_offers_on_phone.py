"""What a helper suggests is taken, changed or left on the phone, also without a connection."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from pwa.plan.sections import SECTIONS
from tests.browser.conftest import Phone
from tests.browser.readable import make_readable
from tests.browser.typing_hands import is_kept
from tests.conftest import Holder, Server
from tests.helped import helped

STEPS = {"Tea": "Mint tea", "A walk": "A walk by the sea", "Music": "Loud music"}
CALM_MS = 400  # what two taps of a shaking hand are apart at most


def tap(page: Page, name: str) -> None:
    page.wait_for_timeout(CALM_MS)
    page.locator("#view:visible, #plan:visible").get_by_role("button", name=name).first.tap()


def at_step(page: Page, server: Server, words: str) -> Locator:
    """From the line where a step stands to its page; the suggestion there."""
    page.goto(server.url)
    row = page.locator('#plan [data-section="coping"] li').filter(has_text=words)
    page.wait_for_timeout(CALM_MS)
    row.get_by_role("button", name="Sam suggests other words.").tap()
    offer = page.locator("#view .pp-choices li")
    expect(offer).to_contain_text("Sam suggests, 1 December 2026:")
    expect(offer).to_contain_text(STEPS[words])
    return offer


def steps(holder: Holder) -> dict[str, dict[str, Any]]:
    """Each step that the server holds, by its words."""
    return {one["content"]["text"]: one for one in holder.read()["sections"]["coping"]}


def wait_for(page: Page, holder: Holder, words: set[str]) -> None:
    for _ in range(100):
        if steps(holder).keys() == words and not any(one.get("suggestions") for one in steps(holder).values()):
            return
        page.wait_for_timeout(200)
    raise AssertionError(steps(holder))


def suggest_who(phone: Phone, server: Server, cookie: dict[str, str]) -> None:
    """As the helper does it: for another field than an entry's own words."""
    phone.context.add_cookies([cookie])
    page = phone.page
    at = next(number for number, one in enumerate(SECTIONS) if one.id == "surroundings")
    page.goto(f"{server.url}/en/samhelps/with/{at}")
    page.get_by_role("button", name="Suggest other words: My room").click()
    page.get_by_label("Who can do it").fill("Ann")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("You suggested:")).to_be_visible()
    expect(page.get_by_text("Who can do it: Ann")).to_be_visible()


def test_suggestions_are_taken_changed_and_left_without_a_connection(
    new_phone: Callable[..., Phone],
    server: Server,
    make_plan: Callable[..., Holder],
    axe: Callable[[Page], list[str]],
) -> None:
    holder = make_plan(server)
    for words in STEPS:
        holder.add("coping", text=words)
    ids = {words: one["id"] for words, one in steps(holder).items()}
    holder.add("surroundings", text="My room")
    suggests = {ids[own]: STEPS[own] for own in STEPS}
    rights = {"coping": "write", "surroundings": "write"}
    suggest_who(new_phone(), server, helped(server, holder, {"samhelps": "Sam"}, rights, suggests=suggests)["samhelps"])
    phone = new_phone()
    phone.forgive("ERR_INTERNET_DISCONNECTED", "Failed to load")
    phone.context.add_cookies(holder.cookies)
    page = phone.page
    make_readable(page, server)
    expect(page.locator("#plan .pp-people")).not_to_contain_text("suggests")
    phone.context.set_offline(True)

    offer = at_step(page, server, "Tea")
    assert axe(page) == []
    tap(page, "Take it: Mint tea")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mint tea")
    expect(page.locator("#view").get_by_text("These are your words now.")).to_be_visible()
    expect(offer).to_have_count(0)
    tap(page, "Undo")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea")
    expect(offer).to_contain_text("Mint tea")
    tap(page, "Take it: Mint tea")
    expect(offer).to_have_count(0)

    offer = at_step(page, server, "Music")
    tap(page, "Leave mine, not “Loud music”")
    expect(page.locator("#view").get_by_text("Left. Your words are as they were.")).to_be_visible()
    expect(offer).to_have_count(0)

    at_step(page, server, "A walk")
    tap(page, "Change it: A walk by the sea")
    field = page.locator("#pp-typed")
    expect(field).to_have_value("A walk by the sea")
    tap(page, "Back")
    expect(page.locator("#view").get_by_text("Not saved yet")).to_have_count(0)
    tap(page, "Change it: A walk by the sea")
    field.fill("A walk by the lake")
    is_kept(page, "A walk by the lake")
    page.goto(server.url)
    at_step(page, server, "A walk")
    tap(page, "Change it: A walk by the sea")
    expect(field).to_have_value("A walk by the lake")
    tap(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("A walk by the lake")
    tap(page, "Undo")
    expect(page.get_by_role("heading", level=1)).to_have_text("A walk")
    tap(page, "Change it: A walk by the sea")
    expect(field).to_have_value("A walk by the lake")
    tap(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("A walk by the lake")
    expect(page.locator("#view .pp-choices")).to_have_count(0)

    page.goto(server.url)
    page.locator('#plan [data-section="surroundings"] [data-act="which"]').dispatch_event("click")
    expect(page.locator("#view .pp-choices li")).to_contain_text("Who can do it")
    tap(page, "Take it: Ann")
    expect(page.locator("#view").get_by_text("These are your words now.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("My room")

    page.goto(server.url)
    expect(page.locator("[data-act=take_offer], #plan [data-act=which]")).to_have_count(0)
    phone.context.set_offline(False)
    wait_for(page, holder, {"Mint tea", "Music", "A walk by the lake"})
    assert steps(holder)["Mint tea"]["by"] == "me"
    (room_now,) = holder.read()["sections"]["surroundings"]
    assert room_now["content"] == {"text": "My room", "who": "Ann"}

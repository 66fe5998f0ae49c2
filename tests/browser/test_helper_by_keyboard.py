"""Who helps goes the whole way with a keyboard alone: takes an invitation, writes, suggests other words."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from pwa.share.helpers import Helpers
from pwa.share.helping import Invitation
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import parse_cookie
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server
from tests.helped import DAY


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until what has this role and name has the focus."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    expect(wanted).to_be_visible()
    for _ in range(60):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {role} {name}")


def test_a_helper_accepts_writes_and_suggests_with_a_keyboard_alone(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    holder.add("coping", text="Tea")
    mine = parse_cookie(next(one["value"] for one in holder.cookies if one["name"].startswith("p_")))
    assert mine
    server.stop()
    with TinyDBStore(server.data) as store:
        wanted = Invitation(name="Sam", owner="Ada", sections={"coping": "write"})
        secret = Helpers(PlanAccess(store)).invite(mine, wanted, DAY)
    server.start()
    page = phone.page
    page.goto(f"{server.url}/en/with/new#{secret}")
    tab_to(page, "button", "Begin to help")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="The plan of Ada")).to_be_visible()
    tab_to(page, "link", "What helps")
    page.keyboard.press("Enter")
    tab_to(page, "textbox", "Add one, in my own words")
    page.keyboard.type("Sit by the sea")
    tab_to(page, "button", "Add")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Change: Sit by the sea")).to_be_visible()
    tab_to(page, "button", "Suggest other words: Tea")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Suggest other words")).to_be_focused()
    tab_to(page, "textbox", "Your suggestion")
    page.keyboard.type("Mint tea")
    tab_to(page, "button", "Done")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You suggested:")).to_be_visible()
    expect(page.get_by_role("button", name="Suggest other words: Tea")).to_be_focused()
    words = [one["content"]["text"] for one in holder.read()["sections"]["coping"]]
    assert words == ["Tea", "Sit by the sea"]

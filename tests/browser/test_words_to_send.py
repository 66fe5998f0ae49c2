"""Words to send to someone, put together from ideas."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.editor import go, saved
from tests.conftest import Holder, Server


def test_ideas_for_words_to_send_are_added_to_what_is_there(
    server: Server, phone: Phone, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    holder.add("contacts", name="Grace", say="Hi Grace.")
    phone.context.add_cookies(holder.cookies)
    page = go(phone, server, holder, "contacts")
    page.get_by_role("button", name="Change: Grace").click()
    field = page.get_by_label("Words to send", exact=True)
    page.locator("[data-entry]").get_by_text("Ideas", exact=True).click()
    page.get_by_role("button", name="Please come and sit with me.").click()
    expect(field).to_have_value("Hi Grace.\nPlease come and sit with me.")
    saved(field)
    assert holder.read()["sections"]["contacts"][0]["content"]["say"] == "Hi Grace.\nPlease come and sit with me."

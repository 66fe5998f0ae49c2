"""Where the finished page can't be kept, nothing says that the plan can be read without signal."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.readable import READABLE, fill, kept_pages, make_readable, remind_later
from tests.browser.test_update import write
from tests.conftest import Holder, Server

FULL = """() => {
  self.put = Cache.prototype.put;
  Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
}"""
ROOM = "() => { Cache.prototype.put = self.put }"


def test_line_goes_when_there_is_no_room_for_the_page_and_comes_back_with_it(
    server: Server, make_plan: Callable[..., Holder], phone: Phone
) -> None:
    holder, page = make_plan(server), phone.page
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    remind_later(phone.context)
    make_readable(page, server)
    [worker] = phone.context.service_workers
    for one in (page, worker):
        one.evaluate(FULL)
    write(page, "Written without room")
    page.go_back()
    expect(page.locator("#plan").get_by_text("Written without room").first).to_be_visible()
    expect(page.locator("#plan").get_by_text(READABLE)).to_have_count(0)
    assert kept_pages(page) == {}
    for one in (page, worker):
        one.evaluate(ROOM)
    write(page, "Written with room")
    page.go_back()
    expect(page.locator("#plan").get_by_text(READABLE)).to_be_visible()

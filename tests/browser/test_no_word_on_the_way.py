"""A run through every page with a canary in every field: no address, no header, no file of the server shows one."""

from playwright.sync_api import Request, Response, expect

from pwa.pages.edit import part_address
from pwa.plan.sections import SECTIONS
from pwa.share.rights import TO_READ
from tests.addresses import pages_of
from tests.browser import sharing
from tests.browser.conftest import Phone
from tests.browser.lock import set_pin, type_again
from tests.conftest import Server, new_code
from tests.faults.test_no_word_leaks import HELPS, canary, fill, shapes_of
from tests.helped import helped

QUIET_MS = 150
PIN = canary("pin")


class Proxy:
    """What someone sees who passes all requests on: addresses and headers, not bodies."""

    def __init__(self, phone: Phone) -> None:
        self.seen: list[str] = []
        phone.page.on("websocket", lambda socket: self.seen.append(socket.url))
        phone.context.on("request", self._request)
        phone.context.on("response", self._response)

    def _request(self, request: Request) -> None:
        without_cookie = {name: value for name, value in request.headers.items() if name != "cookie"}
        self.seen.append(f"{request.url} {without_cookie}")

    def _response(self, response: Response) -> None:
        self.seen.append(f"{response.url} {response.headers}")


def test_a_run_through_every_page_leaves_no_word_on_the_way_or_on_the_server(server, make_plan, new_phone):
    holder = make_plan(server)
    fill(holder)
    words = new_code(server, holder)
    owner, helper, reader = new_phone(), new_phone(), new_phone()
    named, rights = {HELPS: canary("helper-name")}, {section.id: "write" for section in TO_READ}
    helper.context.add_cookies([helped(server, holder, named, rights, owner=canary("helper-owner"))[HELPS]])
    owner.context.add_cookies(holder.cookies)
    proxies = [Proxy(owner), Proxy(reader), Proxy(helper)]
    page = owner.page
    page.goto(server.url)
    expect(page.locator("[data-readable]")).to_be_visible()
    set_pin(page, server, holder.slot, PIN)
    prove(page, server, holder)
    _go_everywhere(server, holder, owner, helper)
    sharing.go(owner, server, holder)
    page.get_by_label("canary-contacts-name-wörds", exact=True).check()
    page.get_by_role("button", name="Make the copy").click()
    link = sharing.seen(page)
    reader.page.goto(link)
    expect(reader.page.get_by_text("canary-coping-text-wörds").first).to_be_visible()
    reader.page.reload()
    expect(reader.page.get_by_text("canary-coping-text-wörds").first).to_be_visible()
    page.evaluate("() => sessionStorage.clear()")
    page.goto(server.url)
    page.locator("#pp-pin").fill(PIN)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text("canary-coping-text-wörds").first).to_be_attached()
    _assert_unseen(proxies, link, words)
    for phone in (owner, helper, reader):  # none asks a dead server
        phone.context.close()
    server.kill()
    names = [*(f"canary-{one.id}-" for one in SECTIONS), "canary-helper-", PIN, words[:30]]
    sought = [*shapes_of("canary-")[:3], *(shape for name in names for shape in shapes_of(name))]
    key = link.partition("#")[2]
    sought += shapes_of(key)[:3]
    files = [path for path in server.home.rglob("*") if path.is_file()]
    assert any("copies" in path.parts for path in files)
    assert [path for path in files for shape in sought if shape in path.read_bytes()] == []


def prove(page, server, holder):
    """Show the PIN once: for some minutes no page asks for it."""
    page.goto(f"{server.url}/en/{holder.slot}/edit/{part_address('take')}")
    page.wait_for_function("() => window.did_handshake === true")
    if page.get_by_label("My PIN or passphrase").count():
        type_again(page, PIN)
    expect(page.get_by_role("button", name="Save the page")).to_be_visible()


def _go_everywhere(server, holder, owner, helper):
    for path in pages_of(holder.slot, HELPS):
        page = (helper if "/with" in path else owner).page
        page.goto(f"{server.url}{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        page.wait_for_timeout(QUIET_MS)


def _assert_unseen(proxies: list[Proxy], link: str, words: str) -> None:
    key = link.partition("#")[2]
    assert len(key) == 43
    secrets = ("canary", "w%C3%B6rds", key, words, words.split()[0] + "+", words.split()[0] + "%20")
    for proxy in proxies:
        assert len(proxy.seen) > 10
        # A browser keeps what follows "#" to itself; Playwright shows it, so it is taken off here, as on the way.
        on_the_way = [line.replace(f"#{key}", "") for line in proxy.seen]
        assert [line for line in on_the_way if any(one in line for one in secrets)] == []
    assert not [line for line in proxies[1].seen if "'set-cookie'" in line], "a reader gets no cookie"


def test_what_the_proxy_would_see_is_seen(phone: Phone, shared_server: Server) -> None:
    proxy = Proxy(phone)
    phone.forgive("404")
    phone.page.goto(f"{shared_server.url}/canary")
    assert [line for line in proxy.seen if "/canary" in line]

"""A PIN is changed, and the answer is lost: phone and server come together again, whether the server took it or not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.browser.cut_line import CutLine
from tests.browser.lock import (
    PIN,
    UNSENT,
    WRONG,
    Locked,
    set_pin,
    show_words,
    shows_nothing,
    shows_the_plan,
    type_again,
    with_plan,
)
from tests.browser.readable import folder, until
from tests.conftest import Holder, Server

NEW = "161803"
TO_COME = "This is finished when there is a connection. Until then, both PINs open your plan here."
# The phone has heard which PIN the server asks for.
FINISHED = """async () => {
  const { openKept } = (await import("%s/phone.js")).part("kept.js");
  return !(await (await openKept()).read()).lock.next;
}"""


@dataclass
class Lossy:
    """A phone with a plan, on a line that can lose answers."""

    phone: Locked
    line: CutLine

    @property
    def page(self) -> Page:
        return self.phone.page

    def change(self, new: str = NEW) -> None:
        page, slot = self.page, self.phone.holder.slot
        page.goto(f"{self.phone.server.url}/en/{slot}/edit/{part_address('lock')}")
        page.wait_for_function("() => window.did_handshake === true")
        page.get_by_role("button", name="Change it or take it away").click()
        type_again(page)
        page.get_by_label("PIN or passphrase", exact=True).fill(new)
        page.get_by_label("The same once more").fill(new)
        page.get_by_role("button", name="Change the PIN").click()

    def write(self) -> None:
        self.page.get_by_role("button", name="Change: What helps me").click()
        self.page.locator("#pp-typed").fill(UNSENT)
        self.page.locator("#view [data-act=add]").click()
        expect(self.page.locator("#view").get_by_role("button", name=UNSENT)).to_be_visible()

    def is_saved(self) -> None:
        page = self.phone.launch()
        self.phone.unlock(NEW)
        shows_the_plan(page)
        expect(page.locator("#plan [data-state]")).to_have_text("Saved.", timeout=40_000)
        until(page, FINISHED % folder(page))  # the words may have arrived before it was
        assert UNSENT in str(self.page.context.request.get(f"{self.phone.server.url}/api/plans/mine").json())

    def only_the_new_one_opens(self) -> None:
        page = self.phone.launch()
        self.phone.unlock(PIN)
        expect(page.locator("#pp-unlock-said")).to_contain_text("That is not the PIN")
        shows_nothing(page)


@dataclass
class Behind(Server):
    """The server, at the line's address."""

    real: Server | None = None

    def start(self) -> Server:
        assert self.real
        return self.real.start()

    def stop(self) -> None:
        assert self.real
        self.real.stop()


@pytest.fixture
def lossy(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Iterator[Lossy]:
    with CutLine(server.port) as line:
        there = Behind(home=server.home, port=line.port, real=server)
        phone.forgive("ERR_EMPTY_RESPONSE", "403")
        yield Lossy(with_plan(phone, there, make_plan), line)
        phone.page.goto("about:blank")


@pytest.mark.parametrize("typed", [PIN, NEW])
def test_the_server_took_it_and_either_pin_opens_the_phone(lossy: Lossy, typed: str) -> None:
    set_pin(lossy.page, lossy.phone.server, lossy.phone.holder.slot)
    lossy.line.dropped = b"/pin "
    lossy.change()
    expect(lossy.page.get_by_role("status").filter(has_text=TO_COME)).to_be_visible()
    lossy.line.dropped = b"/api/"
    page = lossy.phone.launch()
    lossy.phone.unlock(WRONG)
    expect(page.locator("#pp-unlock-said")).to_contain_text("That is not the PIN")
    lossy.phone.unlock(typed)
    shows_the_plan(page)
    lossy.write()
    lossy.line.dropped = b""
    lossy.is_saved()
    lossy.only_the_new_one_opens()


def test_the_server_did_not_take_it_and_takes_it_later(lossy: Lossy) -> None:
    set_pin(lossy.page, lossy.phone.server, lossy.phone.holder.slot)
    lossy.page.route("**/pin", lambda route: route.abort())
    lossy.change()
    expect(lossy.page.get_by_role("status").filter(has_text=TO_COME)).to_be_visible()
    lossy.page.unroute("**/pin")
    page = lossy.phone.launch()
    lossy.phone.unlock(PIN)
    shows_the_plan(page)
    lossy.write()
    lossy.is_saved()
    lossy.only_the_new_one_opens()


def test_a_first_pin_whose_answer_was_lost_is_set_when_it_is_tried_again(lossy: Lossy) -> None:
    page, slot = lossy.page, lossy.phone.holder.slot
    lossy.line.dropped = b"/pin "
    page.goto(f"{lossy.phone.server.url}/en/{slot}/edit/{part_address('lock')}")
    page.wait_for_function("() => window.did_handshake === true")
    show_words(page, lossy.phone.code)
    page.get_by_label("PIN or passphrase").fill(PIN)
    page.get_by_label("The same once more").fill(PIN)
    page.get_by_role("button", name="Lock this device with it").click()
    said = page.get_by_role("status").filter(has_text="There was no answer, so your PIN may be set or not.")
    expect(said).to_be_visible()
    lossy.line.dropped = b""
    page.get_by_role("button", name="Lock this device with it").click()
    expect(page.get_by_role("button", name="Change it or take it away")).to_be_visible()
    page = lossy.phone.launch()
    shows_nothing(page)
    lossy.phone.unlock()
    shows_the_plan(page)

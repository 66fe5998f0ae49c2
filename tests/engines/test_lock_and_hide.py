"""A PIN and Hide in both engines with the server killed: the PIN alone brings the plan; Back and Forward do not."""

from collections.abc import Callable

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from pwa.pages.edit import part_address
from tests.conftest import Holder, Server, new_code
from tests.engines.conftest import NewPhone
from tests.engines.first_use import STEPS
from tests.engines.phone import ENGINES, Phone, wait_until
from tests.engines.test_no_signal import NO_SERVER

PIN = "271828"


def type_into(phone: Phone, selector: str, text: str) -> None:
    assert phone.driver
    wait_until(lambda: phone.run(f"return Boolean(document.querySelector('{selector}'))"), lambda: selector)
    phone.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_locked_phone_opens_with_its_pin_and_hides_without_a_server(
    server: Server, new_phone: NewPhone, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    for step in STEPS:
        holder.add("coping", text=step)
    words = new_code(server, holder)
    phone = new_phone(server)
    phone.take(holder)
    phone.open("/")
    phone.sees(*STEPS, "You can read this plan without signal.")
    phone.open(f"/en/mine/edit/{part_address('lock')}")
    phone.tap("Set a PIN")
    type_into(phone, "#lock textarea", words)
    phone.tap("Go on with my words")
    type_into(phone, "#lock [name=pin]", PIN)
    type_into(phone, "#lock [name=again]", PIN)
    phone.tap("Lock this device with it")
    wait_until(lambda: phone.has("button", "Change it or take it away"), lambda: f"a PIN: {phone.words()}")

    phone.forgive(*NO_SERVER, "reset by peer")
    server.kill()
    phone.run("sessionStorage.clear()")
    phone.open("/")
    phone.sees("This is locked")
    assert not [step for step in STEPS if step in phone.words()]
    type_into(phone, "#pp-pin", PIN)
    phone.tap("Open")
    phone.sees(*STEPS)
    phone.driver.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE, Keys.ESCAPE, Keys.ESCAPE)
    phone.sees("Kitchen measures")
    for way in ("back", "back", "forward", "forward"):
        phone.run(f"history.{way}()")
        for _ in range(3):
            assert not [step for step in STEPS if step in phone.words()]
    phone.open("/")
    phone.sees("This is locked")

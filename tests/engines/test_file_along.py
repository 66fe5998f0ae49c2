"""A plan saved as files and brought in again, in both engines."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from pwa.pages.edit import part_address
from tests.conftest import Holder, Server
from tests.engines.conftest import NewPhone
from tests.engines.first_use import STEPS
from tests.engines.phone import ENGINES, Phone, wait_until

# A driver can't look into a phone's downloads: what is offered there is kept in the page as well.
KEEP = """window.offered = null;
const made = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  blob.text().then((text) => { window.offered = text; });
  return made.call(URL, blob);
};
document.addEventListener("click", ({ target }) => { if (target.download) window.called = target.download; });"""


def saved(phone: Phone, button: str) -> str:
    phone.run(KEEP)
    phone.tap(button)
    text = wait_until(lambda: phone.run("return window.offered"), lambda: f"a file after {button!r}: {phone.words()}")
    assert str(phone.run("return window.called")).startswith("notes-")
    return str(text)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_plan_goes_out_as_files_and_into_another_plan(
    held: Phone, server: Server, new_phone: NewPhone, make_plan: Callable[..., Holder], tmp_path: Path
) -> None:
    part = part_address("take")
    held.open(f"/en/mine/edit/{part}")
    assert all(step in saved(held, "Save the page") for step in STEPS)
    file = tmp_path / "notes.json"
    file.write_text(saved(held, "Save the file"), "utf-8")

    other = new_phone(server)
    holder = make_plan(server)
    holder.add("coping", text="Feed the ducks")
    other.take(holder)
    other.open(f"/en/mine/edit/{part}")
    assert other.driver
    wait_until(lambda: other.has("button", "Save the file"), lambda: "the page")
    other.driver.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(file))
    other.sees("What is in this file", "1 thing is only in your plan.")
    other.tap("Join it with my plan")
    other.sees("The file is in your plan now.")
    assert other.texts("coping") == ["Feed the ducks", *STEPS]
    assert other.texts("contacts", "name") == ["My sister"]

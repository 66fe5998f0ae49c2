"""A picture of a camera is added and then seen with the server dead, in both engines."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from pwa.pages.edit import part_address
from tests.conftest import Holder, Server
from tests.engines.phone import ENGINES, Phone, wait_until
from tests.engines.test_no_signal import dies
from tests.pictures import PLACE, photo

SEEN = """const fold = document.querySelector('#plan details[data-section="reasons"]');
if (fold) fold.open = true;
return fold?.querySelector("img")?.naturalWidth ?? 0;"""
KEPT = """const opening = indexedDB.open("notes-pictures");
return new Promise((done) => { opening.onsuccess = () => {
  const there = opening.result.objectStoreNames.contains("pictures");
  const asked = there && opening.result.transaction("pictures").objectStore("pictures").count();
  if (!there) { opening.result.close(); indexedDB.deleteDatabase("notes-pictures"); return done(0); }
  asked.onsuccess = () => { opening.result.close(); done(asked.result); };
}; });"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_picture_of_a_camera_is_seen_with_the_server_dead(
    phone: Phone, server: Server, make_plan: Callable[..., Holder], tmp_path: Path
) -> None:
    holder = make_plan(server)
    phone.take(holder)
    phone.open(f"/en/mine/edit/{part_address('reasons')}")
    wait_until(lambda: phone.has("heading", "Pictures"), lambda: "the page")
    assert phone.driver
    phone.driver.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(photo(tmp_path / "photo.jpg")))
    phone.sees("Added.")
    (one,) = phone.plan()["pictures"]
    kept = holder.client.get(f"/api/plans/mine/pictures/{one['id']}").content
    assert kept[8:12] == b"WEBP"
    assert PLACE not in kept
    phone.open()
    width = wait_until(lambda: phone.run(SEEN), lambda: "the picture")
    wait_until(lambda: phone.run_later(KEPT), lambda: "it on the phone")
    dies(server, phone)
    phone.reopen()
    assert wait_until(lambda: phone.run(SEEN), lambda: "the picture without the server") == width

"""Pictures of what matters at the desk: added, described, deleted and taken back, past the page's socket."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.editor import go
from tests.conftest import Holder, Server
from tests.pictures import PLACE, photo

DOG = "Our dog on the beach"


def test_picture_is_added_described_deleted_and_taken_back(
    phone: Phone, shared_server: Server, holder: Holder, tmp_path: Path
) -> None:
    sent: list[int] = []
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    page = go(phone, shared_server, holder, "reasons")
    pictures = page.get_by_role("region", name="Pictures")
    status = pictures.get_by_role("status")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    pictures.get_by_label("Add a picture").set_input_files([broken, photo(tmp_path / "photo.jpg")])
    expect(status).to_have_text("This can't be opened as a picture here. It was not added.")
    (one,) = holder.read()["pictures"]
    assert PLACE not in holder.client.get(f"/api/plans/{holder.slot}/pictures/{one['id']}").content
    field = pictures.get_by_label("What is on it?")
    field.fill(DOG)
    field.press("Tab")
    expect(status).to_have_text("Saved.")
    image = pictures.get_by_role("button", name=DOG)
    image.locator("img").evaluate("(image) => image.decode()")
    expect(image).to_have_attribute("aria-expanded", "true")
    image.click()
    expect(field).to_be_hidden()
    image.click()
    page.get_by_text("How it looks on my phone").click()
    page.locator(".pp-plan-view").get_by_text("What matters to me").click()
    page.locator(".pp-plan-view").get_by_alt_text(DOG).evaluate("(image) => image.decode()")
    pictures.get_by_role("button", name="Delete").click()
    expect(status).to_have_text("The picture is deleted.")
    assert "pictures" not in holder.read()
    pictures.get_by_role("button", name="Undo").click()
    expect(status).to_have_text("Undone.")
    assert [one["words"] for one in holder.read()["pictures"]] == [DOG]
    go(phone, shared_server, holder, "take")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the page").click()
    saved = saving.value.path().read_text("utf-8")
    assert f'<img alt="{DOG}" src="data:image/webp;base64,UklGR' in saved
    assert max(sent) < 10_000

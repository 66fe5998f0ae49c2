"""A picture from a camera is made small in the browser: upright, without its place, and as the server takes it."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from pwa.plan.pictures import PICTURE_BYTES
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server
from tests.pictures import PLACE, photo

COUNT = 20 if os.environ.get("POCKET_PLAN_WHOLE") else 3
FOLDER = """document.querySelector("script[type=module]").src.replace(/[/][^/]*$/, "")"""
# Each is shrunk and sent, one after the other; what was made, how long it took, and the most memory at a time.
SEND = f"""async ([input, slot]) => {{
  const {{ shrunk }} = await import(`${{{FOLDER}}}/shrink.js`);
  const told = [];
  for (const file of input.files) {{
    const began = performance.now();
    const made = await shrunk(file);
    const took = performance.now() - began;
    const headers = {{ "Content-Type": made.type }};
    const reply = await fetch(`/api/plans/${{slot}}/pictures`, {{ method: "POST", body: made, headers }});
    const bitmap = await createImageBitmap(made);
    told.push({{ status: reply.status, id: (await reply.json()).id, type: made.type, size: made.size, took,
      width: bitmap.width, height: bitmap.height, heap: performance.memory?.usedJSHeapSize ?? 0 }});
  }}
  return told;
}}"""


@pytest.fixture
def page(phone: Phone, shared_server: Server, holder: Holder) -> Page:
    phone.page.goto(shared_server.url)
    phone.page.locator("#plan .pp-plan").wait_for()
    return phone.page


def _chosen(page: Page, *paths: Path) -> object:
    page.evaluate("() => document.body.append(Object.assign(document.createElement('input'), "
                  "{ type: 'file', multiple: true, id: 'chosen' }))")  # fmt: skip
    page.locator("#chosen").set_input_files([*paths])
    return page.locator("#chosen").element_handle()


def test_camera_pictures_are_made_small_and_upright_and_kept_without_their_place(
    page: Page, holder: Holder, tmp_path: Path
) -> None:
    paths = [photo(tmp_path / f"{n}.jpg", n) for n in range(COUNT)]
    assert PLACE in paths[0].read_bytes()
    told = page.evaluate(SEND, [_chosen(page, *paths), holder.slot])
    assert [one["status"] for one in told] == [201] * COUNT
    for one in told:
        assert one["size"] <= PICTURE_BYTES
        assert one["height"] > one["width"] > 400
        kept = holder.client.get(f"/api/plans/{holder.slot}/pictures/{one['id']}").content
        assert PLACE not in kept
        assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    slowest, most = max(one["took"] for one in told), max(one["heap"] for one in told)
    print(
        f"{COUNT} pictures of 12 megapixels: {slowest:.0f} ms for the slowest, {most / 1e6:.0f} MB of scripts at most"
    )


def test_a_browser_that_writes_no_webp_sends_a_jpeg_and_the_server_keeps_a_webp(
    page: Page, holder: Holder, tmp_path: Path
) -> None:
    page.evaluate("""() => {
      const { toBlob } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.toBlob = function (done, type, quality) {
        toBlob.call(this, done, type === "image/webp" ? "image/png" : type, quality);
      };
    }""")
    (told,) = page.evaluate(SEND, [_chosen(page, photo(tmp_path / "one.jpg")), holder.slot])
    assert (told["status"], told["type"]) == (201, "image/jpeg")
    kept = holder.client.get(f"/api/plans/{holder.slot}/pictures/{told['id']}").content
    assert kept[8:12] == b"WEBP"
    assert PLACE not in kept


def test_what_is_no_picture_is_refused_on_the_device(page: Page, holder: Holder, tmp_path: Path) -> None:
    path = tmp_path / "words.jpg"
    path.write_bytes(b"not a picture at all")
    said = page.evaluate(
        f"""async (input) => {{
          const {{ shrunk }} = await import(`${{{FOLDER}}}/shrink.js`);
          return shrunk(input.files[0]).then(() => "taken", (trouble) => trouble.reason);
        }}""",
        _chosen(page, path),
    )
    assert said == "not_a_picture"
    assert "pictures" not in holder.read()

"""Twenty pictures of a camera, chosen at once on a slowed phone: all are kept; time and memory are printed."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from pwa.plan.pictures import PICTURE_BYTES, PICTURES
from tests.bench.launching import SLOWED
from tests.browser.conftest import ARGUMENTS, PHONE
from tests.conftest import Holder, Server, client_of
from tests.pictures import photo

SECONDS_EACH = 20  # far beyond what was seen
MOST_BYTES = 600_000_000  # of the page's process; twenty pictures held open would be a gigabyte, beside the page itself


def _peaks() -> Iterator[int]:
    """The most bytes that each of our browser's page processes ever held (Linux)."""
    parents, pages = {}, []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            status, command = (path / "status").read_text(), (path / "cmdline").read_bytes()
        except OSError:  # it has ended
            continue
        parents[int(path.name)] = int(re.findall(r"PPid:\s+(\d+)", status)[0])
        if b"--type=renderer" in command:
            pages.append((int(path.name), [int(one) * 1024 for one in re.findall(r"VmHWM:\s+(\d+)", status)]))
    for process, peaks in pages:
        above = process
        while above > 1 and above != os.getpid():
            above = parents.get(above, 0)
        if above == os.getpid():
            yield from peaks


def test_twenty_pictures_of_twelve_megapixels_are_chosen_at_once(server: Server, tmp_path: Path) -> None:
    paths = [photo(tmp_path / f"{n}.jpg", n) for n in range(PICTURES)]
    with client_of(server) as client, sync_playwright() as playwright:
        made = client.post("/api/plans", json={"language": "en", "region": "GB"}).json()
        holder = Holder(client=client, made=made)
        holder.add("reasons", text="The people I love")
        path = "/usr/bin/chromium"
        context = playwright.chromium.launch(executable_path=path, args=ARGUMENTS).new_context(**PHONE)
        context.add_cookies(holder.cookies)
        page = context.new_page()
        page.goto(server.url)
        page.locator('#plan [data-section="reasons"] summary').first.click()
        page.get_by_role("button", name="Change: What matters to me").click()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        before, began = max(_peaks()), time.monotonic()
        with page.expect_file_chooser() as choosing:
            page.get_by_role("button", name="Add a picture").click()
        choosing.value.set_files(paths)
        said = page.locator(".pp-said")
        expect(said).to_have_text("Added.", timeout=PICTURES * SECONDS_EACH * 1000)
        took, most = time.monotonic() - began, max(_peaks())
        told = f"{took:.0f} s, {took / PICTURES:.1f} s each; {most / 1e6:.0f} MB at most, {before / 1e6:.0f} MB before"
        print(f"\n{PICTURES} pictures of 12 megapixels, CPU {SLOWED}× slower: {told}")
        kept = [one["id"] for one in holder.read()["pictures"]]
        sizes = [len(client.get(f"/api/plans/mine/pictures/{one}").content) for one in kept]
        assert len(kept) == PICTURES
        assert max(sizes) <= PICTURE_BYTES
        assert most <= MOST_BYTES

"""What an open page of the desk holds in the server's memory; ``python -m tests.bench.desk_memory`` prints it.

Beside each stands a bare NiceGUI page with as many elements. The plan is a full one; memory is what Python's own
``tracemalloc`` counts once the pages are left alone, as most open pages are.
"""

import asyncio
import gc
import json
import os
import re
import sys
import tempfile
import tracemalloc
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

BUDGET = 1.5  # design.md, section 7
PAGES = 30
LEFT_ALONE_SECONDS = 3  # longer than a plan is held unpacked

_FULL = Path(__file__).parent.parent / "plans" / "full.en.json"
_HERE = "http://localhost:8080"


@dataclass(frozen=True)
class Cost:
    """Bytes for one open page, and for the bare one beside it."""

    name: str
    elements: int
    page: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.page / self.bare

    def __str__(self) -> str:
        sizes = f"{self.page / 1024:.0f} kB ÷ {self.bare / 1024:.0f} kB"
        over = "" if self.ratio <= BUDGET else f"  OVER BUDGET {BUDGET}"
        return f"{self.name}, {self.elements} elements: {sizes} = {self.ratio:.2f}{over}"


async def measure(folder: Path, pages: int = PAGES) -> list[Cost]:
    """The overview, a long list, the page with the most fields, and the set-up."""
    os.environ["NICEGUI_USER_SIMULATION"] = "true"  # NiceGUI runs without a port

    from nicegui import ui
    from nicegui.element import Element

    from pwa.app import build
    from pwa.pages.edit import part_address
    from pwa.plan.typed import plan_from_shorthand
    from pwa.settings import Settings
    from pwa.store.tinydb_store import TinyDBStore
    from pwa.vault.access import PlanAccess

    @ui.page("/bare/{elements}")
    def bare(elements: int) -> None:
        for _ in range(elements):
            Element("div")

    with TinyDBStore(folder) as store:
        app = build(Settings(data=folder), store)
        cookie = PlanAccess(store).create(plan_from_shorthand(json.loads(_FULL.read_text("utf-8")))).cookie
        addresses = {
            "overview": "/en/mine/edit",
            "contacts": f"/en/mine/edit/{part_address('contacts')}",
            "about": f"/en/mine/edit/{part_address('about')}",
            "set-up": "/en/start",
        }
        async with app.router.lifespan_context(app), _browser(app, cookie.text()) as browser:
            return [await _cost(browser, name, address, pages) for name, address in addresses.items()]


def _browser(app: FastAPI, cookie: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url=_HERE, cookies={"p_abcdefgh": cookie})


async def _cost(browser: httpx.AsyncClient, name: str, address: str, pages: int) -> Cost:
    page, elements = await _per_page(browser, address, pages)
    # A page has a few elements before anything is put on it.
    _, empty = await _per_page(browser, "/bare/0", 1)
    bare, as_many = await _per_page(browser, f"/bare/{elements - empty}", pages)
    assert as_many == elements
    return Cost(name, elements, page, bare)


async def _per_page(browser: httpx.AsyncClient, address: str, pages: int) -> tuple[float, int]:
    """Bytes for each of some pages that are opened and left alone, and the elements on one of them."""
    from nicegui import Client

    for _ in range(3):
        await _open(browser, address)
    tracemalloc.start()
    for _ in range(pages):
        last = await _open(browser, address)
    await asyncio.sleep(LEFT_ALONE_SECONDS)
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / pages, len(Client.instances[last].elements)


async def _open(browser: httpx.AsyncClient, address: str) -> str:
    reply = await browser.get(address)
    assert reply.status_code == 200, (address, reply.status_code)
    found = re.search(r"'client_id': '([0-9a-f-]{36})'", reply.text)
    assert found, address
    return found[1]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        costs = asyncio.run(measure(Path(temporary)))
    for cost in costs:
        print(json.dumps(asdict(cost)) if "--json" in sys.argv else cost)

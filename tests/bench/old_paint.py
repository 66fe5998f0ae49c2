"""How soon a phone shows the words of a plan of ten years; ``python -m tests.bench.old_paint`` prints it.

Two phones, one with the old plan and one with the same steps and signs in a fresh one, are launched in turns as in
``tests.bench.launch``: a new tab whose worker was stopped, the page's thread slowed, until the first paint with words.
"""

import random
import statistics
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from pwa.plan.model import Plan
from pwa.store.tinydb_store import TinyDBStore
from tests.bench.launching import Workers, launch, phone_at
from tests.bench.quick_years import lived, saved
from tests.bench.ten_years import BUDGET, young_like
from tests.browser.readable import make_readable, words
from tests.conftest import Server

ROUNDS = 20
OLD, YOUNG = "old", "fresh"


@dataclass
class Paints:
    """Milliseconds to the first paint with the plan's words, by plan."""

    paints: dict[str, list[float]] = field(default_factory=lambda: {OLD: [], YOUNG: []})

    @property
    def ratio(self) -> float:
        return statistics.median(self.paints[OLD]) / statistics.median(self.paints[YOUNG])

    def __str__(self) -> str:
        old, young = (statistics.median(self.paints[name]) for name in (OLD, YOUNG))
        return f"first paint {old:.0f} ms ÷ {young:.0f} ms of a fresh plan = {self.ratio:.2f} (wanted {BUDGET})"


def measure(place: Path, plan: Plan, rounds: int = ROUNDS) -> Paints:
    """Launch both in turns, in a new order each round; the first round fills the caches and does not count."""
    found = Paints()
    servers = {name: Server(home=place / name) for name in (OLD, YOUNG)}
    cookies = _make_plans(servers, plan)
    with sync_playwright() as playwright, ExitStack() as stack:
        phones = {}
        for name, server in servers.items():
            stack.callback(server.stop)
            server.start()
            phone = stack.enter_context(phone_at(playwright, place / name / "phone"))
            phone.add_cookies([{"name": "p_abcdefgh", "value": cookies[name], "url": server.url}])
            make_readable(phone.pages[0], server)
            phones[name] = phone, words(phone.pages[0]), Workers(phone)
        for turn in range(rounds + 1):
            for name in random.sample([OLD, YOUNG], k=2):
                phone, said, workers = phones[name]
                paint = launch(phone, workers, servers[name].url)
                assert paint["text"].split("\n")[0] in said, paint
                assert paint["hasWorker"]
                if turn:
                    found.paints[name].append(paint["ms"])
    return found


def _make_plans(servers: dict[str, Server], plan: Plan) -> dict[str, str]:
    for server in servers.values():
        server.data.mkdir(parents=True)
    with TinyDBStore(servers[OLD].data) as store, TinyDBStore(servers[YOUNG].data) as other:
        life = saved(plan, store)
        return {OLD: life.cookies[0].text(), YOUNG: young_like(life, other).cookies[0].text()}


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdecimal()]
    with tempfile.TemporaryDirectory() as temporary:
        print(measure(Path(temporary), lived().plan, *numbers))

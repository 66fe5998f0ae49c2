"""From a scanned code to a supporter's words on the screen; ``python -m tests.bench.scan`` prints it.

Each opening is a browser profile that was never here, with a real server on this machine. Beside it, in turns in one
run: the page as it stood when it was drawn, without its scripts, from a bare server, with its security headers and
without (one of them makes a browser begin a new process, whoever sends it). All are watched by the same eye: the frame
after the one in which the words were there.
"""

import json
import random
import re
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import httpx
from playwright.sync_api import Browser, expect, sync_playwright

from pwa.plan.typed import plan_from_shorthand
from pwa.share.copies import Copies
from pwa.share.terms import Terms
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.bench.bare_pages import static_page
from tests.bench.launching import SLOWED
from tests.browser.conftest import ARGUMENTS, PHONE
from tests.conftest import ROOT, Server, free_port

BUDGET = 1.5  # design.md, section 7
ROUNDS = 20

SCANNED, BARE, WITHOUT_HEADERS = "scan to words", "the same words, bare", "bare, without its headers"
_OF_THE_TRANSFER = {"content-encoding", "content-length", "content-type", "date", "server", "vary"}
_FULL = json.loads((ROOT / "tests/plans/full.en.json").read_text("utf-8"))
_WORDS = str(_FULL["responses"][0])
_WATCH = """(words) => {
  window.seen = new Promise((done) => {
    const look = () => (document.body?.textContent.includes(words)
      ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look));
    look();
  });
}"""


def measure(folder: Path, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Milliseconds from the start of the navigation, by what was opened."""
    with ExitStack() as stack:
        server = Server(home=folder, port=free_port())
        link = _made(server)
        server.start()
        stack.callback(server.stop)
        playwright = stack.enter_context(sync_playwright())
        browser = stack.enter_context(playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS))
        html = _drawn(browser, link)
        addresses = {
            SCANNED: link,
            BARE: stack.enter_context(static_page(html, _headers(link))),
            WITHOUT_HEADERS: stack.enter_context(static_page(html, {})),
        }
        paints: dict[str, list[float]] = {name: [] for name in addresses}
        for turn in range(rounds + 1):
            for name, address in random.sample([*addresses.items()], k=len(addresses)):
                took = _open(browser, address)
                if turn:  # the first round warms up
                    paints[name].append(took)
    return paints


def _made(server: Server) -> str:
    with TinyDBStore(server.data) as store:
        access = PlanAccess(store)
        cookie = access.create(plan_from_shorthand(_FULL)).cookie
        copies = Copies(access)
        return copies.link(cookie, copies.make(cookie, Terms(label="x", name="Sam")).id, server.url)


def _drawn(browser: Browser, link: str) -> str:
    """The page of the copy as it stands, without what would run."""
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        page.goto(link)
        expect(page.get_by_text(_WORDS)).to_be_visible()
        return re.sub(r"<script.*?</script>|<template.*?</template>", "", page.content(), flags=re.DOTALL)


def _headers(link: str) -> dict[str, str]:
    given = httpx.get(link).headers
    return {name: value for name, value in given.items() if name not in _OF_THE_TRANSFER}


def _open(browser: Browser, address: str) -> float:
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.add_init_script(f"({_WATCH})({json.dumps(_WORDS)})")
        page.goto(address)
        took: float = page.evaluate("() => window.seen")
        return took


def report(paints: dict[str, list[float]]) -> str:
    """The figures, with their budget."""
    medians = {name: statistics.median(all_) for name, all_ in paints.items()}
    lines = [f"{name}: {median:.0f} ms (median of {len(paints[name])})" for name, median in medians.items()]
    over = "" if ratio(paints) <= BUDGET else "  OVER BUDGET"
    lines.append(f"{SCANNED} ÷ {BARE}: {ratio(paints):.2f}, budget {BUDGET}{over}")
    lines.append(f"{SCANNED} ÷ {WITHOUT_HEADERS}: {ratio(paints, WITHOUT_HEADERS):.2f}")
    return "\n".join(lines)


def ratio(paints: dict[str, list[float]], other: str = BARE) -> float:
    """How many times as long as another page: of each round by itself, since a machine is busy for longer than one."""
    return statistics.median(ours / bare for ours, bare in zip(paints[SCANNED], paints[other], strict=True))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        print(report(measure(Path(temporary), int(sys.argv[1]) if sys.argv[1:] else ROUNDS)))

"""What a launch of the phone's page costs; ``python -m tests.bench.launch`` prints it.

A launch is a new tab whose worker was stopped. Its figure is the time from the start of the navigation to the first
paint that holds the plan's words (Largest Contentful Paint names the element that was painted). Beside it, in turns in
one run: the same HTML without its scripts, as a bare page from a bare worker; the same plan by NiceGUI, all of it from
the HTTP cache; and the same launch with a server that is in trouble. All of these have the same security headers
(NiceGUI without the policy, under which its scripts would not run): one of them, ``Cross-Origin-Opener-Policy``, makes
a browser begin a new process at each launch, whoever sends it. What that costs is told by the bare page without
headers.

The budget for NiceGUI holds for its page as it comes, with the same words and the same links, buttons and folds, none
of them styled. Two others are printed beside it: without Tailwind, as our desk is, and the words alone, as labels, of
which none can be tapped.

``--locked`` launches a phone with a PIN, and times how long it takes from the PIN to the plan's words. The DevTools
protocol slows the page's thread, not the worker's.
"""

import json
import random
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from pwa.plan.pictures import PICTURES
from pwa.plan.typed import plan_from_shorthand
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.pictures import Pictures
from tests.bench.bare_pages import READY, Part, nicegui_page, parts_of, static_page
from tests.bench.launching import SLOWED, Workers, launch, phone_at
from tests.browser.cut_line import CutLine
from tests.browser.readable import folder, make_readable, stopped
from tests.conftest import Server
from tests.pictures import small

BUDGET = 1.15  # design.md, section 7: ÷ bare, and in trouble ÷ with the server well
BUDGET_NICEGUI = 3  # NiceGUI ÷ the phone's page, at least
BUDGET_FIRST_VISIT_BYTES = 60_000
BUDGET_REQUESTS = 1
BUDGET_UNLOCK_MS = 1_500
PIN = "271828"
ROUNDS = 20

POCKET, BARE, WITHOUT_HEADERS = "the phone's page", "the same, bare", "bare, without its headers"
NICEGUI = "NiceGUI"
NICEGUIS = {
    NICEGUI: {},
    "NiceGUI without Tailwind": {"has_tailwind": False},
    "NiceGUI, the words alone": {"has_controls": False},
}
HANGS, CUTS = "hangs", "cuts its replies"
_EMPTY = b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_ANSWERS = {
    "answers 500": b"HTTP/1.1 500 Internal Server Error" + _EMPTY,
    "answers 401": b"HTTP/1.1 401 Unauthorized" + _EMPTY,
}
TROUBLES = (HANGS, CUTS, *_ANSWERS)

_FULL = Path(__file__).parent.parent / "plans" / "full.en.json"
_SET_PIN = """async ([folder, pin]) => {
  const { part } = await import(`${folder}/phone.js`);
  const { openHere, setPin } = part("locking.js");
  await setPin(await openHere(), pin, { seconds: 300, shows: { person: "", steps: false } }, part("pin.js").ROUNDS);
}"""
_OPEN = """() => new Promise((done) => {
  const start = performance.now();
  const took = () => done(performance.now() - start);
  const seen = () => document.querySelector("#plan .pp-try [data-act=steps]") && requestAnimationFrame(took);
  new MutationObserver(seen).observe(document.getElementById("plan"), { childList: true, subtree: true });
  document.querySelector("[data-unlock] button").click();
})"""
_BLOCKING = """() => 1 + performance.getEntriesByType("resource")
  .filter((one) => one.renderBlockingStatus === "blocking").length"""


@dataclass
class Launches:
    """Milliseconds to the first paint with the plan's words, by what was launched, and the cost of a first visit."""

    first_visit_bytes: int
    readable_bytes: int
    requests_before_paint: int
    paints: dict[str, list[float]] = field(default_factory=dict)
    unlocked: list[float] = field(default_factory=list)

    def median(self, name: str) -> float:
        return statistics.median(self.paints[name])

    def ratio(self, name: str, to: str) -> float:
        return self.median(name) / self.median(to)

    @property
    def troubles(self) -> list[str]:
        return [name for name in self.paints if name in TROUBLES]


def measure(
    place: Path,
    rounds: int = ROUNDS,
    *,
    troubles: Sequence[str] = TROUBLES,
    niceguis: Sequence[str] = tuple(NICEGUIS),
    locked: bool = False,
) -> Launches:
    """Launch everything in turns, in a new order each round; ``locked``: the page that asks for a PIN."""
    with ExitStack() as stack:
        server = Server(home=place)
        cookie, words = _make_plan(server.data)
        stack.callback(server.stop)
        line = stack.enter_context(CutLine(server.start().port))
        phone = stack.enter_context(_phone(place / "phone"))
        here = Server(home=place, port=line.port)
        first_bytes, blocking = _first_visit(phone.pages[0], here, line)
        if locked:  # a first PIN asks for the words
            headers = {"Origin": here.url}
            assert phone.request.post(f"{here.url}/api/recovery", data={"code": words}, headers=headers).ok
        else:
            phone.add_cookies([{"name": "p_abcdefgh", "value": cookie, "url": here.url}])
        make_readable(phone.pages[0], here)
        if locked:
            _lock(phone.pages[0], here)
        launches = Launches(first_bytes, line.received_bytes, blocking)
        parts = parts_of(phone.pages[0])
        texts = [text for part in parts for text in part.words()]
        html, headers = _without_scripts(phone.pages[0])
        addresses = {
            BARE: stack.enter_context(static_page(html, headers)),
            WITHOUT_HEADERS: stack.enter_context(static_page(html, {})),
            **{name: stack.enter_context(_nicegui(name, parts, headers)) for name in niceguis},
        }
        _make_ready(phone.pages[0], addresses)
        workers = Workers(phone)
        for is_warm, name in _turns(rounds, (POCKET, *addresses, *troubles)):
            with _trouble(name, server, line):
                paint = launch(phone, workers, addresses.get(name, here.url))
            assert any(text in paint["text"] for text in texts), (name, paint)
            assert paint["hasWorker"] == (name not in NICEGUIS)
            # Of NiceGUI's, those alone count that came from the cache as a whole; its socket is shut.
            fetched = [one for one in paint["fetched"] if "/_nicegui_ws/" not in one]
            if is_warm and not (name in NICEGUIS and fetched):
                launches.paints.setdefault(name, []).append(paint["ms"])
        if locked:
            launches.unlocked += [_unlock(phone, here.url) for _ in range(rounds)]
    return launches


def _nicegui(name: str, parts: tuple[Part, ...], headers: Mapping[str, str]) -> AbstractContextManager[str]:
    """With the same headers, but for the policy: NiceGUI's scripts would not run under it."""
    given = {name: value for name, value in headers.items() if name not in ("content-security-policy", "content-type")}
    return nicegui_page(parts, given, **NICEGUIS[name])


def _lock(page: Page, server: Server) -> None:
    page.evaluate(_SET_PIN, [folder(page), PIN])
    page.evaluate("() => sessionStorage.clear()")
    page.goto(server.url)
    page.locator("#pp-pin").wait_for()


def _unlock(phone: BrowserContext, url: str) -> float:
    """Milliseconds from the PIN to the plan's words, with the page slowed as at a launch."""
    with phone.new_page() as page:
        phone.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.goto(url)
        page.locator("#pp-pin").fill(PIN)
        milliseconds: float = page.evaluate(_OPEN)
        return milliseconds


def _turns(rounds: int, names: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """Names in a new order each round, each with whether the round counts: the first one fills the caches."""
    for turn in range(rounds + 1):
        for name in random.sample(names, k=len(names)):
            yield turn > 0, name


@contextmanager
def _phone(profile: Path) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright, phone_at(playwright, profile) as context:
        yield context


def _make_plan(data: Path) -> tuple[str, str]:
    """The cookie of a full plan with pictures, and its recovery words."""
    with TinyDBStore(data) as store:
        full = plan_from_shorthand(json.loads(_FULL.read_text("utf-8")))
        access = PlanAccess(store)
        cookie = access.create(full).cookie
        words = access.make_recovery_code(cookie)
        access.keep_recovery_code(cookie, words)
        for shade in range(PICTURES):
            Pictures(access).add(cookie, small(shade))
        return cookie.text(), words


def _first_visit(page: Page, server: Server, line: CutLine) -> tuple[int, int]:
    """Bytes over the wire, and requests that the first paint waits for, where there is no plan yet."""
    page.goto(server.url)
    page.wait_for_load_state("networkidle")
    return line.received_bytes, page.evaluate(_BLOCKING)


def _without_scripts(page: Page) -> tuple[str, dict[str, str]]:
    """The HTML of the finished page, and its headers."""
    html, headers = page.evaluate(
        """async () => {
          const page = await caches.match("/", { ignoreSearch: true, ignoreVary: true });
          return [await page.text(), [...page.headers]];
        }"""
    )
    return re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL), dict(headers)


def _make_ready(page: Page, addresses: Mapping[str, str]) -> None:
    for name in (BARE, WITHOUT_HEADERS):
        page.goto(f"{addresses[name]}/start")
        expect(page).to_have_title(READY)
    for name in NICEGUIS.keys() & addresses.keys():
        page.goto(addresses[name])
        page.wait_for_load_state("networkidle")


def _trouble(name: str, server: Server, line: CutLine) -> AbstractContextManager[None]:
    if name == HANGS:
        return stopped(server)
    return _line(line, name) if name == CUTS or name in _ANSWERS else nullcontext()


@contextmanager
def _line(line: CutLine, name: str) -> Iterator[None]:
    line.is_cutting = name == CUTS
    line.answer = _ANSWERS.get(name, b"")
    try:
        yield
    finally:
        line.is_cutting, line.answer = False, b""


def report(launches: Launches) -> str:
    """The figures, each with its budget."""
    lines = [f"{name}: {statistics.median(all):.0f} ms (median of {len(all)})" for name, all in launches.paints.items()]
    most = [
        (f"{POCKET} ÷ {BARE}", launches.ratio(POCKET, BARE), BUDGET),
        *((f"with a server that {name} ÷ well", launches.ratio(name, POCKET), BUDGET) for name in launches.troubles),
        ("bytes of a first visit", launches.first_visit_bytes, BUDGET_FIRST_VISIT_BYTES),
        ("requests that the first paint waits for", launches.requests_before_paint, BUDGET_REQUESTS),
    ]
    lines += [
        f"{name}: {figure:,.{0 if figure > 100 else 2}f}, budget {budget}{_over(figure > budget)}"
        for name, figure, budget in most
    ]
    lines.append(f"bytes until a plan can be read without signal: {launches.readable_bytes:,}")
    lines.append(f"{BARE} ÷ {WITHOUT_HEADERS}: {launches.ratio(BARE, WITHOUT_HEADERS):.2f}")
    lines.append(f"{POCKET} ÷ {WITHOUT_HEADERS}: {launches.ratio(POCKET, WITHOUT_HEADERS):.2f}")
    for name in [one for one in NICEGUIS if one in launches.paints]:
        times = launches.ratio(name, POCKET)
        budget = f", at least {BUDGET_NICEGUI}{_over(times < BUDGET_NICEGUI)}" if name == NICEGUI else ""
        lines.append(f"{name} ÷ {POCKET}: {times:.2f}{budget}")
        lines.append(f"{name} ÷ {BARE}: {launches.ratio(name, BARE):.2f}")
    if launches.unlocked:
        took = statistics.median(launches.unlocked)
        over = _over(took > BUDGET_UNLOCK_MS)
        lines.append(f"from the PIN to the plan's words: {took:.0f} ms, budget {BUDGET_UNLOCK_MS}{over}")
    return "\n".join(lines)


def _over(is_over: bool) -> str:
    return "  OVER BUDGET" if is_over else ""


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        rounds = next((int(one) for one in sys.argv[1:] if one.isdecimal()), ROUNDS)
        if "--locked" in sys.argv:
            print(report(measure(Path(temporary), rounds, troubles=(), niceguis=(), locked=True)))
        else:
            print(report(measure(Path(temporary), rounds)))

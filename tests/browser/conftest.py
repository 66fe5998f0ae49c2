"""A real Chromium as a phone shows pages, watched for everything that a person or an eavesdropper would notice."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.conftest import Holder, Server

# The address bar's own pages load with each window and take a third of its time; nobody sees them here. Chromium reads
# the last such list alone, so that what Playwright leaves out stands here too.
_LEFT_OUT = (
    "AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying",
    "OptimizationHints", "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup",
)  # fmt: skip
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", f"--disable-features={','.join(_LEFT_OUT)}",
]  # fmt: skip
# Debian builds it of the same source without a window and its surroundings: a fifth less work in a whole run. Workers,
# engines, the back-forward cache and benches have the whole browser.
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
expect.set_options(timeout=20_000)  # on a busy machine; what holds at once waits for nothing

VIOLATIONS = """async (options) => (await axe.run(options)).violations
  .map(({ id, nodes }) => `${id} x${nodes.length}: ${nodes[0].html.slice(0, 200)}`)"""

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "en-GB",
    "timezone_id": "Europe/London",
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests; each test opens its own context."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass(kw_only=True)
class Phone:
    """A browser profile with one page open; ``noticed`` must be empty when the test ends."""

    context: BrowserContext
    page: Page
    noticed: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def forgive(self, *parts: str) -> None:
        """Expect console lines that hold one of these words, such as after the server was killed."""
        self.forgiven.extend(parts)

    def watch(self, page: Page) -> Page:
        """Note what a page says on its console, its uncaught errors, and requests that leave its origin."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.noticed.append(f"page error: {error}"))
        page.on("request", lambda request: self._asked(page, request))
        return page

    def left(self) -> list[str]:
        """What was noticed and not forgiven."""
        return [line for line in self.noticed if not any(part in line for part in self.forgiven)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.noticed.append(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    def _asked(self, page: Page, request: Request) -> None:
        asked = urlsplit(request.url)
        here = urlsplit(page.url) if page.url.startswith("http") else asked
        if asked.scheme in ("http", "https", "ws", "wss") and asked.hostname not in (here.hostname, "127.0.0.1"):
            self.noticed.append(f"request that leaves the origin: {request.url}")


@pytest.fixture(autouse=True)
def server_outlives_phones(request: pytest.FixtureRequest) -> None:
    """A server of one test starts before its phones and so ends after them: none asks a dead one at the end."""
    if "server" in request.fixturenames:
        request.getfixturevalue("server")


@pytest.fixture
def new_phone(chromium: Browser) -> Iterator[Callable[..., Phone]]:
    """A function that opens one more phone: ``new_phone(color_scheme="dark", locale="ar")``."""
    phones: list[Phone] = []

    def open_phone(**options: Any) -> Phone:
        context = chromium.new_context(**{**PHONE, **options})
        phone = Phone(context=context, page=context.new_page())
        phone.watch(phone.page)
        context.on("page", phone.watch)
        phones.append(phone)
        return phone

    yield open_phone
    for phone in phones:
        phone.context.close()
    assert [line for phone in phones for line in phone.left()] == []


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    """A phone of 360 x 740 whose console stays empty and whose requests stay on the origin."""
    return new_phone()


@pytest.fixture
def holder(shared_server: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan on the shared server, whose cookie the phone holds."""
    holder = make_plan(shared_server)
    phone.context.add_cookies(holder.cookies)
    return holder


@pytest.fixture
def own(
    server: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> Iterator[tuple[Phone, Holder]]:
    """A phone with a plan on a server of this test alone, which may be killed."""
    phone, holder = new_phone(), make_plan(server)
    phone.context.add_cookies(holder.cookies)
    phone.forgive("ERR_CONNECTION_REFUSED", "WebSocket", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET")
    yield phone, holder
    phone.page.close()


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """A function that returns the accessibility violations of a page, one line each with the first node.

    It can look for a few rules alone: a whole look takes a second.
    """
    checker = Axe()

    def violations(page: Page, rules: Sequence[str] | None = None) -> list[str]:
        only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules is not None else {}
        # Preloading styles, axe writes them anew into the page, which the page's own policy forbids aloud. Without
        # what is in order its answer is a tenth as long.
        options = {"preload": False, "resultTypes": ["violations"], **only}
        if not page.evaluate("() => 'axe' in window"):  # half a megabyte, read once for each page
            page.evaluate(checker.axe_script)
        found: list[str] = page.evaluate(VIOLATIONS, options)
        return found

    return violations

"""A phone in either engine: a browser whose profile outlives it, led by the names of what one sees."""

import json
import re
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    JavascriptException,
    NoSuchFrameException,
    StaleElementReferenceException,
)
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from urllib3.exceptions import ReadTimeoutError

from tests.conftest import Holder

HERE = Path(__file__).parent
FIND = (HERE / "find.js").read_text()
TAP_NUMBERS = (HERE / "tap_numbers.js").read_text()
# What is not drawn at all, such as a page that leaves, is covered: its innerText would be all that it holds.
WORDS = "return document.body?.getClientRects().length ? document.body.innerText : ''"
WRITTEN = """return [...document.querySelectorAll("#plan bdi")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => one.textContent)"""
WAKE = "document.dispatchEvent(new Event('visibilitychange'))"
LOADED = "return document.readyState === 'complete'"
READ_PLAN = "return (await fetch('/api/plans/mine')).text()"
LATER = "(async () => {{ {script} }})().then(arguments[0], (error) => arguments[0](`${{error}}`));"
PATIENCE_SECONDS = 30
DRIVER_SECONDS = 60  # by itself Selenium waits for ever
SCRIPT_SECONDS = 5  # WebKit's driver never answers for a page that gives way to another one meanwhile
CALM_SECONDS = 0.4  # a tap sooner than that in the same place is a shaking hand's
# What WebKit says of itself. Debian's is built without manifests. A page that is left is kept for Back without its
# socket, and what it still fetches is cut; of a request that a policy forbids, another line tells.
WEBKITS_OWN = (
    "Unrecognized Content-Security-Policy directive 'manifest-src'",
    "WebSocket is closed due to suspension.",
    "due to access control checks.",
    "Cache API operation failed: Context is stopped",
)
# A page that draws itself anew between finding and tapping is met again at the next look.
NOT_YET = (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    JavascriptException,
    ReadTimeoutError,
    StaleElementReferenceException,
)
Found = TypeVar("Found")


def open_chromium(profile: Path) -> WebDriver:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={profile}")
    options.add_argument("--lang=en-GB")
    size = {"width": 360, "height": 740, "pixelRatio": 2, "mobile": True, "touch": True}
    options.add_experimental_option("mobileEmulation", {"deviceMetrics": size})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))


def open_webkit(profile: Path) -> WebDriver:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(HERE / "kept_browser.py")
    options.add_argument(str(profile))
    options.set_capability("browserName", "KeptBrowser")
    service = webdriver.webkitgtk.service.Service("/usr/bin/WebKitWebDriver")
    return webdriver.WebKitGTK(options=options, service=service)


ENGINES = {"chromium": open_chromium, "webkit": open_webkit}


@dataclass(kw_only=True)
class Phone:
    """One browser profile that can be closed and opened again; ``noticed`` must be empty when the test ends.

    Args:
        engine: a key of ``ENGINES``.
        profile: the folder that outlives the browser.
        url: the server's address, without a slash at the end.
    """

    engine: str
    profile: Path
    url: str
    driver: WebDriver | None = None
    noticed: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)
    may_tap_at: float = 0

    def open(self, path: str = "/") -> None:
        """Start the browser on its profile when it is closed, and load an address."""
        if self.driver is None:
            with warnings.catch_warnings():
                # Selenium calls itself in a way that it no longer wants to be called.
                warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
                self.driver = ENGINES[self.engine](self.profile)
            self.driver.set_page_load_timeout(30)
            self._wait_at_most(DRIVER_SECONDS)
        self.driver.get(self.url + path)
        wait_until(lambda: self.run(LOADED), lambda: f"all of {path}")  # WebKit's driver does not wait for scripts

    def take(self, holder: Holder) -> None:
        """Become the phone that holds a plan, and open it."""
        self.open()
        assert self.driver is not None
        for cookie in holder.client.cookies.jar:
            assert cookie.expires is not None
            more = {"path": "/", "httpOnly": True, "sameSite": "Lax", "expiry": cookie.expires}
            self.driver.add_cookie({"name": cookie.name, "value": cookie.value, **more})
        self.open()

    def close(self) -> None:
        """End the browser with all its processes; its profile stays."""
        if self.driver is None:
            return
        self.noticed += self._console()
        self.driver.quit()
        self.driver = None

    def reopen(self) -> None:
        """Close the browser, and open the plan as from an icon on the phone."""
        self.close()
        self.open()

    def forgive(self, *parts: str) -> None:
        """Expect console lines that hold one of these words, such as after the server was killed."""
        self.forgiven.extend(parts)

    def left(self) -> list[str]:
        """What was noticed and not forgiven."""
        return [line for line in self.noticed if not any(part in line for part in self.forgiven)]

    def run(self, script: str, *given: object) -> object:
        """Run the body of a function in the page."""
        assert self.driver is not None, "the phone is closed"
        self._wait_at_most(SCRIPT_SECONDS)
        try:
            return self.driver.execute_script(script, *given)
        finally:
            self._wait_at_most(DRIVER_SECONDS)

    def run_later(self, script: str) -> object:
        """Run the body of an async function in the page, and wait for what it gives."""
        assert self.driver is not None, "the phone is closed"
        return self.driver.execute_async_script(LATER.format(script=script))

    def words(self) -> str:
        """The words on the page; none while it gives way to another."""
        try:
            return str(self.run(WORDS))
        except (NoSuchFrameException, ReadTimeoutError):
            return ""

    def sees(self, *texts: str) -> None:
        """Wait until all of these words are shown."""

        def all_there() -> bool:
            words = " ".join(self.words().split())
            return all(text in words for text in texts)

        wait_until(all_there, lambda: f"{texts} in {self.words()!r}")

    def sees_heading(self, name: str) -> None:
        self.find("heading", name)

    def has(self, kind: str, name: str) -> bool:
        """Whether such a thing is shown now."""
        return self.run(FIND, kind, name) is not None

    def find(self, kind: str, name: str) -> WebElement:
        """Wait for a ``button``, ``field``, ``link`` or ``heading`` by its name, and bring it into view."""
        found = wait_until(lambda: self.run(FIND, kind, name), lambda: f"{kind} {name!r} in {self.words()!r}")
        assert isinstance(found, WebElement)
        return found

    def tap(self, name: str) -> None:
        """Tap what has this name."""

        def tapped() -> bool:
            target = self.find("button", name)
            time.sleep(max(0, self.may_tap_at - time.monotonic()))
            target.click()
            self.may_tap_at = time.monotonic() + CALM_SECONDS
            return True

        wait_until(tapped, lambda: f"tapping {name!r}")

    def write(self, label: str, words: str) -> None:
        """Type words into an empty field or in place of what stands in it."""
        target = self.find("field", label)
        target.clear()
        target.send_keys(words)

    def back(self) -> None:
        """Press the phone's Back."""
        assert self.driver is not None, "the phone is closed"
        self.driver.back()

    def wake(self) -> None:
        """Come back to the page that lies open, as after the screen was dark."""
        self.run(WAKE)

    def written(self) -> list[str]:
        """What the person wrote, text by text, where it is shown now."""
        found = self.run(WRITTEN)
        assert isinstance(found, list)
        return found

    def tap_numbers(self) -> list[str]:
        """Open every fold of the plan, tap each link that calls or writes, and say where the taps led, in order."""

        def tapped() -> list[str]:
            links = self.run(TAP_NUMBERS)
            assert isinstance(links, list)
            for link in links:
                self.run("arguments[0].scrollIntoView({ block: 'center' })", link)
                link.click()
            led = self.run("return window.led")
            assert isinstance(led, list)
            assert len(led) == len(links), f"{len(links)} links, but taps led to {led}"
            return led

        return wait_until(tapped, lambda: "a tap on every number")

    def plan(self) -> dict[str, Any]:
        """The plan as this phone gets it from the server."""
        plan: dict[str, Any] = json.loads(str(self.run_later(READ_PLAN)))
        return plan

    def texts(self, section: str, name: str = "text") -> list[str]:
        """What the server holds in a section and has not put away, in order."""
        entries = self.plan()["sections"].get(section, [])
        return [entry["content"][name] for entry in entries if not entry.get("away")]

    def _wait_at_most(self, seconds: int) -> None:
        assert self.driver is not None, "the phone is closed"
        self.driver.command_executor.client_config.timeout = seconds

    def _console(self) -> list[str]:
        if self.engine == "chromium":
            assert self.driver is not None
            lines = self.driver.get_log("browser")
            return [f"{line['level']} {line['message']}" for line in lines if line["level"] in ("SEVERE", "WARNING")]
        path = self.profile / "console"
        lines = path.read_text().splitlines()
        path.write_text("")
        said = [line for line in lines if re.search(r"CONSOLE (\w+ )?(ERROR|WARN)", line)]
        return [line for line in said if not any(part in line for part in WEBKITS_OWN)]


def wait_until(look: Callable[[], Found | None], what: Callable[[], str]) -> Found:
    """Ask again until there is an answer, and say what was missing when none came."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    problem: Exception | None = None
    while time.monotonic() < deadline:
        try:
            if answer := look():
                return answer
        except NOT_YET as error:
            problem = error
        time.sleep(0.05)
    raise AssertionError(f"not within {PATIENCE_SECONDS} s: {what()}") from problem

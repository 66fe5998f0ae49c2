"""A phone whose plan can be read without signal, and ways to take away what it is kept in."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import Holder, Server

READABLE = "You can read this plan without signal."
STEP, SIGN, AFTER = "Warm the teapot slowly", "I stop opening letters", "Sleep, then call Ann"
PLANTED = "<script>document.title='planted'</script><b style='color:red'>"


def fill(holder: Holder) -> None:
    """A small plan with words in an open and in a folded part, and something planted."""
    holder.add("contacts", name="Ann", phones=[{"number": "07700 900123", "for": ["call", "text"]}])
    holder.add("coping", text=STEP)
    holder.add("coping", text=PLANTED)
    holder.add("warning_signs", text=SIGN)
    holder.add("after", text=AFTER)


def make_readable(page: Page, server: Server) -> str:
    """Open the plan and wait until it says that it can be read without signal; returns all of its words."""
    page.goto(server.url)
    expect(page.locator("#plan").get_by_text(READABLE)).to_be_visible(timeout=20_000)
    return words(page)


def words(page: Page) -> str:
    """Every word of the plan on the page, in folds too."""
    return page.locator("#plan").inner_text() + (page.locator("#plan").text_content() or "")


def folder(page: Page) -> str:
    """The folder of the version that the open page belongs to."""
    source = page.locator("script[type=module]").get_attribute("src") or ""
    return source.rpartition("/")[0]


def kept_addresses(page: Page) -> list[str]:
    """The addresses of everything in any cache, each with its cache's name before it."""
    found: list[str] = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const { url } of await (await caches.open(name)).keys()) found.push(`${name} ${url}`);
          return found;
        }"""
    )
    return [f"{name} {urlsplit(url).path}" for name, _, url in (line.partition(" ") for line in found)]


def kept_pages(page: Page) -> dict[str, list[str]]:
    """For the name of each cache with finished pages: the folders of the files that they ask for."""
    found: dict[str, list[str]] = page.evaluate(
        """async () => {
          const found = {};
          for (const name of await caches.keys())
            for (const page of await (await caches.open(name)).matchAll("/", { ignoreSearch: true }))
              (found[name] ??= []).push(/src="([^"]*)\\/phone.js"/.exec(await page.text())[1]);
          return found;
        }"""
    )
    return found


def own_pages(*folders: str) -> dict[str, list[str]]:
    """What ``kept_pages`` finds where each of these versions has a page of its own files, and no other has one."""
    return {f"notes-{folder.rpartition('/')[2]}": [folder] for folder in folders}


def wait_for_pages(page: Page, *folders: str) -> None:
    """Until each of these versions has its page, and no other has one: a new one stands beside it for a moment."""
    for _ in range(100):
        if kept_pages(page) == own_pages(*folders):
            return
        page.wait_for_timeout(100)
    assert kept_pages(page) == own_pages(*folders)


def drop_page(page: Page) -> None:
    """Delete the finished page from every cache."""
    page.evaluate(
        """async () => {
          for (const name of await caches.keys()) await (await caches.open(name)).delete("/", { ignoreSearch: true });
        }"""
    )


def drop_caches(page: Page) -> None:
    """Delete every cache."""
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name) }")


def drop_database(page: Page) -> None:
    """Delete what is kept in IndexedDB."""
    page.evaluate(
        """() => new Promise((done, failed) => {
          const request = indexedDB.deleteDatabase("notes");
          request.onsuccess = () => done();
          request.onerror = failed;
        })"""
    )


def in_kept(page: Page, method: str, *values: Any) -> Any:
    """Call a method of what this phone keeps, as another page of it would."""
    return page.evaluate(
        """async ([folder, method, values]) => {
          const { openKept } = (await import(`${folder}/phone.js`)).part("kept.js");
          return (await openKept())[method](...values);
        }""",
        [folder(page), method, [*values]],
    )


def drop_files(page: Page) -> None:
    """Take away the copies of our files that the browser keeps beside the caches: it throws them away as it likes."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.detach()


def put_to_sleep(page: Page) -> None:
    """Stop the worker, as a phone does with one that has nothing to do."""
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.detach()


def remind_later(context: BrowserContext) -> None:
    """Its owner was reminded of the recovery code, and said *Not now*: a finished page has no such line."""
    context.add_init_script("try { localStorage.setItem('code', String(Date.now())); } catch {}")


def until(page: Page, condition: str) -> None:
    """Wait until an asynchronous condition in JavaScript holds."""
    page.evaluate(
        f"""async () => {{
          const holds = {condition};
          for (let at = 0; at < 200; at += 1) {{
            if (await holds()) return;
            await new Promise((go) => setTimeout(go, 100));
          }}
          throw new Error("it did not come to be");
        }}"""
    )


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    """A server that takes connections and answers none."""
    assert server.process is not None
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)

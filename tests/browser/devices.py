"""The phone's own modules in a blank page of the real origin, with one database for each device that a test plays."""

import os
import re
from typing import Any

import httpx
from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.conftest import Server

MODULES = ("kept", "outbox", "schedule", "state")
# A stand-in for the person's own key: real sealing, with a key that a reload does not lose.
LOAD = """async ([folder, modules]) => {
  // A page of ours has them already, without a server too.
  const isOurs = document.querySelector(`script[src="${folder}/phone.js"]`);
  const part = isOurs && (await import(`${folder}/phone.js`)).part;
  for (const name of modules) window[name] = part ? part(`${name}.js`) : await import(`${folder}/${name}.js`);
  window.devices = {};
  const uses = ["encrypt", "decrypt"];
  const key = await crypto.subtle.importKey("raw", new Uint8Array(32).fill(7), "AES-GCM", false, uses);
  const join = (...parts) => new Uint8Array(parts.flatMap((part) => [...new Uint8Array(part)]));
  window.sealing = {
    async seal(text) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return join(iv, await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text)));
    },
    async unseal(bytes) {
      const iv = bytes.slice(0, 12);
      return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes.slice(12)));
    },
  };
}"""
OPEN = """async ([name, isSealed]) => {
  devices[name] = await kept.openKept({ name, sealing: isSealed ? sealing : null });
}"""
CALL = """async ([device, method, values]) => {
  const real = values.map((value) => (value === "the sealing" ? sealing : value));
  try {
    return { value: await devices[device][method](...real) };
  } catch (error) {
    return { refused: error.reason ?? String(error) };
  }
}"""
RUN = "async ([device, options]) => await new outbox.Exchange({ kept: devices[device], ...options }).run()"
SEALING = "the sealing"  # stands for it among the arguments of ``call``

# Every record of every database and every kept answer, as one text; bytes as the letters they would be.
EVERYTHING = """async () => {
  const letters = (_, value) => (value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : value);
  const wait = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await wait(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const records = database.transaction(store).objectStore(store);
      found.push(JSON.stringify([await wait(records.getAllKeys()), await wait(records.getAll())], letters));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const reply = await cache.match(request); // none where the page was replaced meanwhile
      found.push(request.url, reply ? await reply.text() : "");
    }
  }
  return found.join("\\n");
}"""


class Refused(Exception):
    """A method of ``Kept`` rejected; its only argument is the reason."""


def static_folder(server: Server) -> str:
    """The folder of this server's files."""
    found = re.search(r"/static/[0-9a-f]+", httpx.get(f"{server.url}/", verify=False).text)
    assert found
    return found[0]


def blank(page: Page, server: Server, *devices: str, sealed: bool = False, modules: tuple[str, ...] = ()) -> Page:
    """Load the modules and no page of ours, so that nothing but the test uses them, and open the devices."""
    folder = static_folder(server)
    page.goto(f"{server.url}/healthz")
    page.evaluate(LOAD, [folder, [*MODULES, *modules]])
    for device in devices:
        page.evaluate(OPEN, [device, sealed])
    return page


def call(page: Page, device: str, method: str, *arguments: Any) -> Any:
    """Call one method of a device's ``Kept``; raises ``Refused``."""
    answer = page.evaluate(CALL, [device, method, [*arguments]])
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer.get("value")


def read(page: Page, device: str) -> Any:
    """All that a device keeps."""
    return call(page, device, "read")


def run(page: Page, device: str, **options: Any) -> dict[str, Any]:
    """One exchange of a device with the real server."""
    result: dict[str, Any] = page.evaluate(RUN, [device, options])
    return result


def add(text: str, section: str = "coping") -> dict[str, Any]:
    """A change that adds an entry."""
    return {"kind": "add", "section": section, "entry": os.urandom(16).hex(), "content": {"text": text}}


def words(plan: dict[str, Any], section: str = "coping") -> list[str]:
    """The words of a section's entries, in order."""
    return [one["content"]["text"] for one in plan["sections"].get(section, [])]


def waiting(page: Page, device: str) -> list[str]:
    """The words that wait to be sent."""
    return [one["content"]["text"] for one in read(page, device)["pending"]]


class Quota:
    """Room for two megabytes from the first write on, as on a phone that is nearly full."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self._origin = server.url
        self._browser = phone.context.new_cdp_session(phone.page)
        # Chromium looks at the limit when it opens a database, and not at each write.
        phone.page.goto(f"{server.url}/healthz")
        self._browser.send("Storage.overrideQuotaForOrigin", {"origin": self._origin, "quotaSize": 2_000_000})

    def end(self) -> None:
        """There is room again."""
        self._browser.send("Storage.overrideQuotaForOrigin", {"origin": self._origin})

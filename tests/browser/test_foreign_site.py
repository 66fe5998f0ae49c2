"""Another website, open in the browser that holds a plan, tries to read it, change it, show it and talk to its page."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server
from tests.desk_page import DeskPage

SECRET = "canary-words nobody else may read"

# Everything a page can try against another origin; what came of it as [name, outcome].
ATTACK = """async ({ base, slot, plan, part, client }) => {
  const got = {};
  const outcome = async (name, act) => {
    try { got[name] = String(await act()); } catch (error) { got[name] = `refused: ${error.name}`; }
  };
  const change = { kind: "add", section: "coping", entry: "ee".repeat(16), content: { text: "planted" } };
  const body = JSON.stringify({ plan, outbox: "ee".repeat(16),
    changes: [{ seq: 1, revision: `${"ee".repeat(16)}:1`, day: "2026-12-01", ...change }] });
  const url = `${base}/api/plans/mine`;
  const ask = (address, options) => () => fetch(address, { credentials: "include", ...options }).then((r) => r.text());
  await outcome("read", ask(url));
  await outcome("read blind", () => fetch(url, { credentials: "include", mode: "no-cors" }).then((r) => r.text()));
  await outcome("desk", ask(`${base}/en/${slot}/edit/${part}`));
  await outcome("change", ask(`${url}/changes`, { method: "POST", body,
    headers: { "Content-Type": "application/json" } }));
  await outcome("change blind", () => fetch(`${url}/changes`, { method: "POST", body, mode: "no-cors",
    credentials: "include", headers: { "Content-Type": "text/plain" } }).then((r) => r.text()));
  await outcome("beacon", () => navigator.sendBeacon(`${url}/changes`, new Blob([body], { type: "text/plain" })));
  await outcome("delete", ask(url, { method: "DELETE", body: '{"sure": true}',
    headers: { "Content-Type": "application/json" } }));
  await outcome("form", () => new Promise((done) => {
    const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { name: "sink" }));
    const form = document.body.appendChild(document.createElement("form"));
    Object.assign(form, { method: "post", action: `${url}/changes`, enctype: "text/plain", target: "sink" });
    const field = form.appendChild(document.createElement("input"));
    Object.assign(field, { name: body.slice(0, -1) + ', "x": "', value: '"}' });
    frame.addEventListener("load", () => done("sent"));
    form.submit();
    setTimeout(() => done("sent"), 2000);
  }));
  for (const address of ["/", `/en/${slot}/edit/${part}`, "/api/plans/mine"]) {
    await outcome(`frame ${address}`, () => new Promise((done) => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      const look = () => { try { return frame.contentDocument.body.innerText; } catch { return "refused"; } };
      frame.addEventListener("load", () => done(look()));
      frame.src = base + address;
      setTimeout(() => done(look()), 3000);
    }));
  }
  await outcome("script", () => new Promise((done) => {
    const script = document.body.appendChild(document.createElement("script"));
    script.addEventListener("load", () => done("ran"));
    script.addEventListener("error", () => done("refused"));
    script.src = url;
  }));
  for (const address of [`${base}/_nicegui_ws/socket.io/?EIO=4&transport=websocket&client_id=${client}`,
                         `${base}/_nicegui_ws/socket.io/?EIO=4&transport=websocket`]) {
    await outcome(`socket ${address.length}`, () => new Promise((done) => {
      const socket = new WebSocket(address.replace("http", "ws"));
      socket.addEventListener("message", (event) => done(event.data));
      socket.addEventListener("error", () => done("refused"));
    }));
  }
  await outcome("polling", ask(`${base}/_nicegui_ws/socket.io/?EIO=4&transport=polling&client_id=${client}`));
  return got;
}"""


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Another site</title><body>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=["127.0.0.1", "localhost"], ids=["same site", "another site"])
def foreign(request: pytest.FixtureRequest) -> Iterator[str]:
    """Another website; a neighbour on the same site gets Lax cookies sent along with each of its requests."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{request.param}:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def attacked(phone: Phone, shared_server: Server, holder: Holder, foreign: str) -> dict[str, str]:
    """What came of everything that a foreign page tried in the browser of someone with a plan."""
    holder.add("coping", text=SECRET)
    desk = DeskPage(holder)
    phone.forgive("")
    phone.page.goto(shared_server.url)
    expect(phone.page.get_by_text(SECRET).first).to_be_visible()
    page = phone.page
    page.goto(foreign)
    known = {"base": shared_server.url, "slot": holder.slot, "plan": holder.made["plan"]}
    got: dict[str, str] = page.evaluate(ATTACK, {**known, "part": part_address("coping"), "client": desk.client_id})
    return got


def test_a_foreign_page_reads_nothing_and_changes_nothing(attacked: dict[str, str], holder: Holder) -> None:
    assert len(attacked) > 12
    assert {name: got for name, got in attacked.items() if SECRET in got} == {}
    for name in ("read", "desk", "change", "delete", "polling"):
        assert attacked[name].startswith("refused"), (name, attacked[name])
    plan = holder.read()
    assert SECRET in str(plan)
    assert "planted" not in str(plan)


def test_a_foreign_page_gets_no_socket(attacked: dict[str, str]) -> None:
    assert {name: got for name, got in attacked.items() if name.startswith("socket") and got != "refused"} == {}


def test_the_same_from_our_own_page_is_answered(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("coping", text=SECRET)
    phone.page.goto(shared_server.url)
    mine = f"{shared_server.url}/api/plans/mine"
    assert SECRET in phone.page.evaluate("(url) => fetch(url).then((r) => r.text())", mine)

"""What a launch is compared with: the same HTML behind a bare service worker, and the same plan by NiceGUI."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from playwright.sync_api import Page

from tests.conftest import ROOT, START_SECONDS, free_port

READY = "ready"
_WORKER = """
addEventListener("install", (event) => event.waitUntil(caches.open("bare").then((cache) => cache.add("/"))));
addEventListener("fetch", (event) => {
  const found = caches.open("bare").then((cache) => cache.match(event.request));
  event.respondWith(found.then((page) => page ?? fetch(event.request)));
});
"""
_START = f"""<script type="module">
await navigator.serviceWorker.register("/worker.js");
await navigator.serviceWorker.ready;
document.title = "{READY}";
</script>"""
_PARTS = """() => {
  const words = (node) => node.textContent.trim().replace(/\\s+/g, " ");
  const parts = (node) => {
    if (!words(node)) return [];
    if (node.nodeType === Node.TEXT_NODE) return [{ kind: "text", text: words(node) }];
    if (node.matches("a")) return [{ kind: "link", text: words(node), address: node.getAttribute("href") }];
    if (node.matches("button")) return [{ kind: "button", text: words(node) }];
    if (node.matches("h1, h2, h3")) return [{ kind: "heading", text: words(node) }];
    const inside = [...node.childNodes].filter((one) => !one.matches?.("summary")).flatMap(parts);
    if (!node.matches("details")) return inside;
    return [{ kind: "fold", text: words(node.querySelector("summary")), inside }];
  };
  return parts(document.getElementById("plan"));
}"""


@dataclass(frozen=True)
class Part:
    """What a plan's page shows in one piece: a ``text``, ``heading``, ``link``, ``button``, or ``fold`` of others."""

    kind: str
    text: str
    address: str = ""
    inside: tuple["Part", ...] = ()

    @classmethod
    def read(cls, parts: Iterable[Mapping[str, Any]]) -> tuple["Part", ...]:
        return tuple(cls(**{**part, "inside": cls.read(part.get("inside", ()))}) for part in parts)

    def words(self) -> list[str]:
        return [self.text, *(text for part in self.inside for text in part.words())]


def parts_of(page: Page) -> tuple[Part, ...]:
    """The plan as an open page shows it, folds with what they hold."""
    return Part.read(page.evaluate(_PARTS))


@contextmanager
def static_page(html: str, headers: Mapping[str, str]) -> Iterator[str]:
    """The address of a page that its worker answers for once ``/start`` has the title ``READY``."""
    files = {"/": ("text/html", html), "/start": ("text/html", _START), "/worker.js": ("text/javascript", _WORKER)}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = files.get(self.path, ("text/plain", ""))
            self.send_response(200 if text else 404)
            for name, value in {
                "content-type": f"{kind}; charset=utf-8",
                **(headers if self.path == "/" else {}),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):
                self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True  # a browser leaves lines open on which it never asks
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@contextmanager
def nicegui_page(
    parts: Iterable[Part], headers: Mapping[str, str], *, has_tailwind: bool = True, has_controls: bool = True
) -> Iterator[str]:
    """The address of a plan's page made with NiceGUI; a browser may keep the page itself for an hour.

    Args:
        headers: what the page is served with beside its own.
        has_tailwind: as NiceGUI comes; our own desk is without it.
        has_controls: links, buttons and folds are such; if not, all of it is labels, and nothing can be tapped.
    """
    port = free_port()
    command = [sys.executable, "-m", __spec__.name, str(port)]
    given = {"has_tailwind": has_tailwind, "has_controls": has_controls, "headers": {**headers}}
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdin is not None
        try:
            json.dump({**given, "parts": [asdict(part) for part in parts]}, process.stdin)
            process.stdin.close()
            url = f"http://127.0.0.1:{port}"
            _wait_for(url)
            yield url
        finally:
            process.kill()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            httpx.get(url, timeout=5)
            return
        except httpx.TransportError:
            assert time.monotonic() < deadline, "NiceGUI does not answer"
            time.sleep(0.05)


def _serve(
    port: int, *, parts: Iterable[Mapping[str, Any]], headers: Mapping[str, str], has_tailwind: bool, has_controls: bool
) -> None:
    import uvicorn
    from fastapi import FastAPI
    from nicegui import ui
    from starlette.requests import Request
    from starlette.responses import Response

    def put(part: Part) -> None:
        match part.kind if has_controls else "":
            case "heading":
                ui.label(part.text).classes("text-h6")
            case "link":
                ui.link(part.text, part.address)
            case "button":
                ui.button(part.text)
            case "fold":
                with ui.expansion(part.text):
                    put_all(part.inside)
            case _:
                ui.label(part.text)
                put_all(part.inside)

    def put_all(all_parts: Iterable[Part]) -> None:
        for part in all_parts:
            put(part)

    @ui.page("/")
    def page() -> None:
        put_all(Part.read(parts))

    app = FastAPI()

    @app.middleware("http")
    async def kept_for_an_hour(request: Request, call_next) -> Response:
        # Its socket stays shut: it would have a kept page loaded anew at times, in the middle of a launch.
        if request.url.path.startswith("/_nicegui_ws"):
            return Response(status_code=404)
        reply = await call_next(request)
        if request.url.path == "/":
            reply.headers.update({**headers, "Cache-Control": "max-age=3600"})
        return reply

    ui.run_with(app, tailwind=has_tailwind, show_welcome_message=False)
    uvicorn.run(app, port=port, log_level="critical", ws="none")


if __name__ == "__main__":
    _serve(int(sys.argv[1]), **json.load(sys.stdin))

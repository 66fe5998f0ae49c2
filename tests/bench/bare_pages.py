"""What a launch is compared with: the same HTML behind a bare service worker, and the same words by NiceGUI."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

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
def nicegui_page(words: list[str], headers: Mapping[str, str], *, has_tailwind: bool) -> Iterator[str]:
    """The address of a NiceGUI page with a label for each text; a browser may keep the page itself for an hour.

    Args:
        headers: what the page is served with beside its own.
        has_tailwind: as NiceGUI comes; our own desk is without it.
    """
    port = free_port()
    command = [sys.executable, "-m", __spec__.name, str(port), *(["tailwind"] if has_tailwind else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps([words, {**headers}]))
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


def _serve(port: int, words: list[str], headers: Mapping[str, str], *, has_tailwind: bool) -> None:
    import uvicorn
    from fastapi import FastAPI
    from nicegui import ui
    from starlette.requests import Request
    from starlette.responses import Response

    @ui.page("/")
    def page() -> None:
        for text in words:
            ui.label(text)

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
    _serve(int(sys.argv[1]), *json.load(sys.stdin), has_tailwind="tailwind" in sys.argv)

"""How many copies are opened in a second, beside a bare route that returns the same bytes.

``python -m tests.bench.openings`` prints it. Both servers are processes of their own and are asked in turns, by the
same hand-written client, so that a busy machine slows both alike.
"""

import asyncio
import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pwa.plan.changes import parse_change
from pwa.share.copies import Copies
from pwa.share.sealing import proof
from pwa.share.terms import Copy, Terms
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.conftest import ROOT, Server, free_port
from tests.unit.share.making import canaries

BUDGET = 0.6  # design.md, section 7
ROUNDS = 40
_PER_ROUND, _AT_ONCE = 200, 8


def bare() -> Starlette:
    """The same bytes from a route that does nothing."""
    content = Path(os.environ["BARE_CONTENT"]).read_bytes()

    async def answer(request: Request) -> Response:
        return Response(content, media_type="application/json")

    return Starlette(routes=[Route("/{path:path}", answer, methods=["POST"])])


@dataclass
class Rates:
    """Requests in a second, round by round."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Of each round by itself, since a machine is busy for longer than one."""
        return median(ours / bare for ours, bare in zip(self.ours, self.bare, strict=True))

    def __str__(self) -> str:
        over = "" if self.ratio >= BUDGET else "UNDER BUDGET: "
        return f"{over}{median(self.ours):.0f}/s ÷ {median(self.bare):.0f}/s = {self.ratio:.2f}, budget {BUDGET}"


def measure(folder: Path, rounds: int = ROUNDS) -> Rates:
    server = Server(home=folder)
    copy = _made(server.data)
    server.start()
    path = f"/api/copies/{copy.id}/open"
    body = json.dumps({"proof": base64.urlsafe_b64encode(proof(copy.key)).decode().rstrip("=")}).encode()
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
    content = folder / "content"
    content.write_bytes(httpx.post(server.url + path, content=body, headers=headers).raise_for_status().content)
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "tests.bench.openings:bare", "--no-access-log"]
    environment = {**os.environ, "BARE_CONTENT": str(content)}
    other = subprocess.Popen([*command, "--port", str(port), "--log-level", "error"], cwd=ROOT, env=environment)
    try:
        _wait(port)
        request = _request(path, body)
        return asyncio.run(_in_turns(request, server.port, port, rounds))
    finally:
        other.terminate()
        other.wait()
        server.stop()


def _made(folder: Path) -> Copy:
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        cookie = access.create(map(parse_change, canaries())).cookie
        return Copies(access).make(cookie, Terms(label="x"))


def _request(path: str, body: bytes) -> bytes:
    lines = (
        f"POST {path} HTTP/1.1", "Host: localhost", "Sec-Fetch-Site: same-origin", "Content-Type: application/json",
        f"Content-Length: {len(body)}", "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode() + body


def _wait(port: int) -> None:
    for _ in range(200):
        with suppress(httpx.TransportError):
            httpx.post(f"http://127.0.0.1:{port}/")
            return
        time.sleep(0.05)
    raise TimeoutError


async def _in_turns(request: bytes, ours: int, bare: int, rounds: int) -> Rates:
    rates = Rates()
    for number in range(rounds + 1):
        for port, kept in ((ours, rates.ours), (bare, rates.bare)):
            start = time.perf_counter()
            await asyncio.gather(*(_ask(port, request, _PER_ROUND // _AT_ONCE) for _ in range(_AT_ONCE)))
            if number:  # the first round warms up
                kept.append(_PER_ROUND / (time.perf_counter() - start))
    return rates


async def _ask(port: int, request: bytes, times: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(times):
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith(b"http/1.1 200"), head
        await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))
    writer.close()
    await writer.wait_closed()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        print(measure(Path(temporary)))

"""What tests of the whole program share: a real server process that can be killed, and plans made over HTTP."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import parse_cookie
from pwa.vault.proving import prove_by_words
from tests.forks import Forked, Forks

ROOT = Path(__file__).parent.parent
START_SECONDS = 60
FOLDERS_AT_THE_END = {"engines": 1, "browser": 2}
LONGEST = (
    "test_plan_by_two.py", "test_every_page.py", "test_every_language.py", "test_change_views.py", "test_pin.py",
    "test_edit_loses_nothing.py", "test_start.py", "test_worker.py", "test_update.py", "test_whole_plan.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers last: fast tests first, and Playwright's own event loop would stop the async tests after it.

    Of those the longest files come first: one would be what one worker still does when the others have nothing left.
    """

    def order(item: pytest.Item) -> tuple[int, int]:
        folder, name = item.path.relative_to(ROOT / "tests").parts[0], item.path.name
        return FOLDERS_AT_THE_END.get(folder, 0), LONGEST.index(name) if name in LONGEST else len(LONGEST)

    items.sort(key=order)


@dataclass(kw_only=True)
class Server:
    """A ``python -m pwa serve`` process in its own folders, on one port for as long as it lives.

    Args:
        home: holds ``data`` (its data folder), ``temp`` (its TMPDIR), ``work`` (where it was started).
        options: more arguments of the command line.
        environment: more variables, such as ``POCKET_PLAN_REGION``.
        forks: starts it from a process that has imported the program; None: as a person would start it.
        words: the recovery words of plans that were given some here, by slot.
    """

    home: Path
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    forks: Forks | None = None
    words: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | Forked | None" = None

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        scheme = "https" if "--tls-cert" in self.options else "http"
        return f"{scheme}://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self.home / "data"

    def output(self) -> str:
        """Everything it has printed or logged, over all starts."""
        path = self.home / "output"
        return path.read_text(errors="replace") if path.exists() else ""

    def start(self) -> "Server":
        """Start it, again on the same port and folders, and wait until it answers."""
        if self.forks and "PYTHONPATH" not in self.environment:  # which names another program
            self._fork(self.forks)
        else:
            self.launch()
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process is not None
            assert self.process.poll() is None, f"the server ended:\n{self.output()}"
            assert time.monotonic() < deadline, f"the server does not answer:\n{self.output()}"
            time.sleep(0.05)
        return self

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start the process without waiting for it."""
        command = [sys.executable, "-m", "pwa", *self._arguments()]
        with (self.home / "output").open("ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=self.home / "work",
                env=self._variables(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return self.process

    def _fork(self, forks: Forks) -> None:
        arguments = self._arguments()
        self.process = forks.start(
            arguments, environment=self._variables(), folder=self.home / "work", output=self.home / "output"
        )

    def _arguments(self) -> list[str]:
        for folder in ("temp", "work"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        return ["serve", "--port", str(self.port), "--data", str(self.data), *self.options]

    def kill(self) -> None:
        """Kill it as ``kill -9`` or a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, as a system does; killed when it does not."""
        self._end(signal.SIGTERM)

    def _end(self, by: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(by)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=1, verify=False).status_code == 200
        except httpx.TransportError:
            return False

    def _variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("POCKET_PLAN_", "PYTEST_"))}
        paths = os.pathsep.join(part for part in (str(ROOT), kept.get("PYTHONPATH", "")) if part)
        many = {f"POCKET_PLAN_{name}_PER_HOUR": "1000000" for name in ("PLANS", "RECOVERIES", "OPENINGS", "FILES")}
        return {**kept, "PYTHONPATH": paths, "TMPDIR": str(self.home / "temp"), **many, **self.environment}


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """A function that starts a server of one's own: ``start_server("--development", POCKET_PLAN_REGION="GB")``."""
    servers: list[Server] = []
    forks = Forks()

    def start(*options: str, **environment: str) -> Server:
        home = tmp_path_factory.mktemp("server")
        servers.append(Server(home=home, options=options, environment=environment, forks=forks))
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()
    forks.end()


@pytest.fixture
def server(start_server: Callable[..., Server]) -> Iterator[Server]:
    """A server in an empty folder, for this test alone: it may be killed."""
    server = start_server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def shared_server(start_server: Callable[..., Server]) -> Server:
    """A server with the gallery and the pseudo-languages, shared by tests that leave it running."""
    return start_server("--development")


@dataclass(kw_only=True)
class Holder:
    """A browser profile that holds a plan: its HTTP client keeps the cookie.

    ``made`` is the reply of ``POST /api/plans``.
    """

    client: httpx.Client
    made: dict[str, Any]
    seq: int = 0
    outbox: str = field(default_factory=lambda: os.urandom(16).hex())

    @property
    def slot(self) -> str:
        """The name of the plan in this profile's addresses."""
        return str(self.made["slot"])

    @property
    def cookies(self) -> list[dict[str, Any]]:
        """The cookie in the form of Playwright's ``context.add_cookies``."""
        url = str(self.client.base_url)
        return [{"name": cookie.name, "value": cookie.value, "url": url} for cookie in self.client.cookies.jar]

    def read(self) -> dict[str, Any]:
        """The plan as a phone gets it."""
        reply = self.client.get("/api/plans/mine")
        assert reply.status_code == 200, reply.text
        plan: dict[str, Any] = reply.json()
        return plan

    def post(self, *changes: dict[str, Any]) -> httpx.Response:
        """Send changes, numbered onwards, and return the reply as it is."""
        numbered = [self._numbered(change) for change in changes]
        body = {"plan": self.made["plan"], "outbox": self.outbox, "changes": numbered}
        return self.client.post("/api/plans/mine/changes", json=body)

    def change(self, *changes: dict[str, Any]) -> dict[str, Any]:
        """Send changes that are all to be done."""
        reply = self.post(*changes)
        assert reply.status_code == 200, reply.text
        result: dict[str, Any] = reply.json()
        assert [one["result"] for one in result["results"]] == ["done"] * len(changes), result["results"]
        return result

    def add(self, section: str, **content: Any) -> str:
        """Add one entry and return its id."""
        entry = os.urandom(16).hex()
        self.change({"kind": "add", "section": section, "entry": entry, "content": content})
        return entry

    def _numbered(self, change: dict[str, Any]) -> dict[str, Any]:
        self.seq += 1
        return {"seq": self.seq, "revision": f"{self.outbox}:{self.seq}", "day": "2026-11-23", **change}


def new_code(server: Server, holder: Holder) -> str:
    """A recovery code, made and kept by who types the older one; the server lets go of its folder meanwhile."""
    cookie = parse_cookie(holder.cookies[0]["value"])
    assert cookie
    server.stop()
    with TinyDBStore(server.data) as store:
        access = PlanAccess(store)
        if older := server.words.get(holder.slot):
            prove_by_words(access, cookie, older, time.time())
        code = access.make_recovery_code(cookie)
        access.keep_recovery_code(cookie, code)
    server.start()
    server.words[holder.slot] = code
    return code


def client_of(server: Server) -> httpx.Client:
    """An HTTP client that sends what a browser sends from our own pages."""
    ours = {"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    return httpx.Client(base_url=server.url, headers=ours, timeout=30, verify=False)


@pytest.fixture
def browse() -> Iterator[Callable[[Server], httpx.Client]]:
    """A function that gives a client without a plan, as one more browser profile."""
    clients: list[httpx.Client] = []

    def open_client(server: Server) -> httpx.Client:
        clients.append(client_of(server))
        return clients[-1]

    yield open_client
    for client in clients:
        client.close()


@pytest.fixture
def make_plan(browse: Callable[[Server], httpx.Client]) -> Callable[..., Holder]:
    """A function that makes an empty plan on a server, and returns the profile that holds it."""

    def make(server: Server, *, language: str = "en", region: str = "GB") -> Holder:
        client = browse(server)
        reply = client.post("/api/plans", json={"language": language, "region": region})
        assert reply.status_code == 201, reply.text
        return Holder(client=client, made=reply.json())

    return make

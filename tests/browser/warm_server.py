"""A real server that is killed and back within half a second, and a hand at its desk.

``python -m tests.browser.warm_server <port> <data>`` forks a server for each ``start`` that it reads and kills it with
SIGKILL for each ``kill``: only the modules are imported once. Each serves the program as it is, and ``POST /desk``
beside it: what a person does at the desk, through the same ``OpenPlan`` and ``save_field`` that the pages use.
"""

import os
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from components.keeping.keeping import Typed
from pwa import i18n
from pwa.api import cookies
from pwa.app import build
from pwa.pages.desk import Desk
from pwa.pages.open_plan import OpenPlan
from pwa.pages.save_field import save_field
from pwa.plan.sections import BY_ID
from pwa.plan.stored import plan_as_json
from pwa.settings import Settings
from pwa.share.copies import Copies
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.adding import Adding
from tests.conftest import ROOT, START_SECONDS, Server


@dataclass(kw_only=True)
class WarmServer(Server):
    """The same as ``Server``, from the other side of the pipe."""

    is_up: bool = False
    _parent: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start(self) -> "WarmServer":
        """Start it, if it is not running, and wait until it answers."""
        if not self.is_up:
            self._say(b"start")
            deadline = time.monotonic() + START_SECONDS
            while not self._answers():
                assert time.monotonic() < deadline, f"the server does not answer:\n{self.output()}"
            self.is_up = True
        return self

    def kill(self) -> None:
        """Kill it; it is gone when this returns."""
        self._say(b"kill")
        self.is_up = False

    def __enter__(self) -> "WarmServer":
        """Import what every start needs."""
        for folder in ("temp", "work"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.browser.warm_server", str(self.port), str(self.data)]
        with (self.home / "output").open("ab") as output:
            self._parent = subprocess.Popen(
                command, cwd=ROOT, env=self._variables(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        assert self._parent
        self._parent.communicate(timeout=10)

    def _say(self, word: bytes) -> None:
        assert self._parent
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.write(word + b"\n")
        self._parent.stdin.flush()
        assert self._parent.stdout.readline(), self.output()


class Hand:
    """What a person does at the desk; each page that they open goes on from what it knew."""

    def __init__(self, settings: Settings, store: TinyDBStore) -> None:
        access = PlanAccess(store)
        self._desk = Desk(
            access=access,
            adding=Adding(access),
            copies=Copies(access),
            settings=settings,
            asset=str,
            base_url=lambda _: "http://127.0.0.1",
            find_cookies=cookies.candidates,
            unlocked_seconds=lambda *_: 0,
        )
        self._pages: dict[str, OpenPlan] = {}

    async def act(self, request: Request) -> Response:
        """``load`` a page; then ``save`` a field, or make a ``change`` of what that page knows."""
        asked = await request.json()
        return JSONResponse(await getattr(self, asked.pop("act"))(request, **asked))

    async def load(self, request: Request, page: str) -> dict[str, Any]:
        [(slot, cookie)] = cookies.candidates(request.cookies, cookies.MINE)
        opened = self._desk.access.open(cookie)
        t = i18n.translator("en")
        self._pages = {page: OpenPlan(desk=self._desk, t=t, slot=slot, cookie=cookie, opened=opened)}
        return plan_as_json(opened.plan)

    async def save(self, _: Request, page: str, section: str, entry: str, name: str, **typed: Any) -> dict[str, Any]:
        where = BY_ID[section]
        what = next(one for one in where.fields if one.name == name)
        answer = await save_field(self._pages[page], where, what, entry, Typed(**typed))
        return {"state": answer.state, "plan": plan_as_json(self._pages[page].plan)}

    async def change(self, _: Request, page: str, change: dict[str, Any]) -> dict[str, Any]:
        [outcome] = await self._pages[page].change(lambda _: [change])
        return {"outcome": outcome.as_json(), "plan": plan_as_json(self._pages[page].plan)}

    async def whole(self, _: Request, page: str) -> dict[str, Any]:
        return plan_as_json(await self._pages[page].whole())

    async def code(self, request: Request) -> str:
        [(_, cookie)] = cookies.candidates(request.cookies, cookies.MINE)
        return self._desk.access.make_recovery_code(cookie)


def serve(port: int, data: Path) -> None:
    settings = Settings(port=port, data=data)
    with TinyDBStore(settings.folder) as store:
        app = build(settings, store)
        app.router.routes.insert(0, Route("/desk", Hand(settings, store).act, methods=["POST"]))
        uvicorn.run(app, port=port, log_config=None, access_log=False)


def main(port: int, data: Path) -> None:
    child = 0
    for word in sys.stdin:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            child = 0
        if word.strip() == "start":
            child = os.fork()
            if not child:
                os.dup2(2, 1)
                try:
                    serve(port, data)
                except BaseException:
                    traceback.print_exc()
                finally:
                    os._exit(1)
        print(word, end="", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

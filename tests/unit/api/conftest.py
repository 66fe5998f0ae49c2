"""The phone's routes over HTTP with a real store, without a server process."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from pwa import i18n
from pwa.api.answers import Answers
from pwa.api.assets import Assets
from pwa.api.context import Context
from pwa.api.routes import Guarded, add_routes
from pwa.settings import Settings
from pwa.share.copies import Copies
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess

Browse = Callable[..., httpx.AsyncClient]


@cache
def _made(languages: tuple[i18n.Language, ...]) -> Assets:
    return Assets()


def _assets() -> Assets:
    """All static files, made once: a tenth of a second."""
    return _made(i18n.languages())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder."""
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[TinyDBStore]:
    """A real store, open."""
    with TinyDBStore(data) as store:
        yield store


@pytest.fixture
def access(store: TinyDBStore) -> PlanAccess:
    """The way into the plans of that store."""
    return PlanAccess(store)


@pytest.fixture
def copies(access: PlanAccess) -> Copies:
    """The copies of the plans of that store."""
    return Copies(access)


@pytest.fixture
def context(data: Path, access: PlanAccess, copies: Copies) -> Context:
    """What the routes know, with the settings as they stand."""
    return Context(access=access, copies=copies, settings=Settings(data=data), assets=_assets())


@pytest.fixture
def build(data: Path, access: PlanAccess, copies: Copies) -> Callable[..., FastAPI]:
    """A function that puts the phone's routes on that store."""

    def build(**settings: Any) -> FastAPI:
        app = Guarded(openapi_url=None, docs_url=None, redoc_url=None)
        context = Context(access=access, copies=copies, settings=Settings(data=data, **settings), assets=_assets())
        answers = Answers(context)
        add_routes(app, context, answers)
        app.guard(context, answers)
        return app

    return build


@pytest.fixture
async def browse(build: Callable[..., FastAPI]) -> AsyncIterator[Browse]:
    """A function that opens one more browser profile at an origin; the first call's settings stand for all."""
    made: list[FastAPI] = []
    async with AsyncExitStack() as stack:

        async def open_profile(origin: str, settings: dict[str, Any]) -> httpx.AsyncClient:
            if not made:
                made.append(build(**settings))
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(made[0], raise_app_exceptions=False),
                base_url=origin,
                headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"},
            )
            return await stack.enter_async_context(client)

        def browse(origin: str = "http://localhost", **settings: Any) -> Any:
            return open_profile(origin, settings)

        yield browse


async def make(client: httpx.AsyncClient) -> dict[str, Any]:
    """Make a plan and return what the phone is told."""
    reply = await client.post("/api/plans", json={"language": "en", "region": "GB"})
    assert reply.status_code == 201, reply.text
    made: dict[str, Any] = reply.json()
    return made


@pytest.fixture
def make_plan() -> Callable[[httpx.AsyncClient], Any]:
    """A function that makes a plan in a browser profile."""
    return make


OUTBOX = "ab" * 16


def numbered(plan: str, *changes: dict[str, Any], outbox: str = OUTBOX, start: int = 1) -> dict[str, Any]:
    sent = [
        {"seq": seq, "revision": f"{outbox}:{seq}", "day": "2026-11-23", **change}
        for seq, change in enumerate(changes, start)
    ]
    return {"plan": plan, "outbox": outbox, "changes": sent}


@pytest.fixture
def batch() -> Callable[..., dict[str, Any]]:
    """A function that makes the body of ``POST …/changes``."""
    return numbered


@pytest.fixture
def adding() -> Callable[[str], dict[str, Any]]:
    """A function that makes the change which adds a coping step."""

    def adding(text: str) -> dict[str, Any]:
        entry = text.encode().hex()[:32].ljust(32, "0")
        return {"kind": "add", "section": "coping", "entry": entry, "content": {"text": text}}

    return adding

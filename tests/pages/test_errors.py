"""An error that nobody thought of, on a page of the desk: calm for the person, without a word in the log."""

import os
from collections.abc import AsyncIterator

import httpx
import nicegui
import pytest
from nicegui import core, ui
from nicegui.testing.general import nicegui_reset_globals

from pwa.app import build
from pwa.settings import Settings

CANARY = "the canary sings at dawn"


@pytest.fixture
async def desk(tmp_path, monkeypatch) -> AsyncIterator[httpx.AsyncClient]:
    """The whole program, with pages that fail."""
    monkeypatch.setitem(os.environ, "NICEGUI_USER_SIMULATION", "true")
    monkeypatch.setattr(nicegui.app, "exception_handlers", dict(nicegui.app.exception_handlers))
    monkeypatch.setitem(core.sio.handlers, "/", dict(core.sio.handlers["/"]))
    with nicegui_reset_globals():
        app = build(Settings(data=tmp_path))

        @ui.page("/en/fails")
        def fails():
            raise ValueError(CANARY)

        @ui.page("/en/fails_later")
        async def fails_later():
            ui.label(CANARY)
            raise ValueError(CANARY)

        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
        ):
            yield client


@pytest.mark.parametrize("path", ["/en/fails", "/en/fails_later"])
async def test_a_page_that_fails_says_so_calmly(desk, caplog, path):
    reply = await desk.get(path, headers={"Accept": "text/html"})
    assert reply.status_code == 500
    assert "<h1>Something went wrong here</h1>" in reply.text
    assert "data-hide" in reply.text
    assert CANARY not in reply.text
    assert "Traceback" not in reply.text
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("path", ["/nothing", "/en/nothing/at/all", "/_nicegui/nothing", "/_nicegui/9.9.9/static/x.js"])
async def test_an_address_that_is_not_there_gets_our_own_page_and_no_line_in_the_log(desk, caplog, path):
    page = await desk.get(path, headers={"Accept": "text/html"})
    assert (page.status_code, "There is nothing at this address" in page.text) == (404, True)
    document = await desk.get(path)
    assert (document.status_code, document.json()["reason"]) == (404, "not_found")
    assert caplog.records == []


async def test_a_prefix_that_a_stranger_sends_reaches_no_page(desk):
    reply = await desk.get("/en/start", headers={"X-Forwarded-Prefix": "/evil"})
    assert reply.status_code == 200
    assert "evil" not in reply.text


async def test_a_wrong_method_on_a_page_is_a_problem_document(desk):
    ours = {"Origin": "http://localhost"}
    assert (await desk.post("/en/start", headers=ours)).json()["reason"] == "wrong_method"
    assert (await desk.post("/en/start")).json()["reason"] == "cross_site"

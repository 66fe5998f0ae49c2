"""The only place that puts things together: settings, store, routes of the phone, pages of the desk, guards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import nicegui
from fastapi import FastAPI
from nicegui import ui
from starlette.responses import Response

from pwa import i18n, lines
from pwa.api import cookies, copies, not_begun
from pwa.api.answers import Answers
from pwa.api.assets import Assets
from pwa.api.context import Context
from pwa.api.desk_guard import DeskGuard
from pwa.api.reports import report
from pwa.api.restores import taking_in
from pwa.api.routes import Guarded, add_routes
from pwa.api.sweeping import sweeping
from pwa.pages import language_pack
from pwa.pages.desk import Desk
from pwa.pages.register import register
from pwa.pages.socket_guard import SocketGuard, guard_socket
from pwa.settings import Settings
from pwa.share.copies import Copies
from pwa.store.taking_in import Spool
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess


def build(settings: Settings, store: TinyDBStore | None = None) -> FastAPI:
    """The whole program as one ASGI application.

    A ``store`` that is given is open already; else the settings' own is open as long as the application runs.
    """
    i18n.load(pseudo=settings.development)
    lines.load(settings.lines)
    own_store = store or TinyDBStore(settings.folder)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if store is None:
            own_store.open()
        taking = taking_in(own_store, Spool(settings.folder))
        async with copies.writing_days(context), sweeping(own_store), taking:
            yield
        if store is None:
            own_store.close()

    app = Guarded(title="Notes", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    access = PlanAccess(own_store, settings.history_kb)
    context = Context(access=access, copies=Copies(access), settings=settings, assets=Assets())
    answers = Answers(context)
    add_routes(app, context, answers)
    for language in i18n.languages():
        _add_language_pack(app, language)
    _add_desk(app, context, answers)
    app.guard(context, answers)
    return app


def _add_language_pack(app: FastAPI, language: i18n.Language) -> None:
    script = language_pack.script(language)

    @app.get(language_pack.address(language))
    async def pack() -> Response:
        return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


def _add_desk(app: FastAPI, context: Context, answers: Answers) -> None:
    desk = nicegui.app
    pages = Desk(
        access=context.access,
        adding=context.adding,
        copies=context.copies,
        settings=context.settings,
        asset=context.assets.path,
        base_url=context.base_url,
        find_cookies=cookies.candidates,
        helping=cookies.helping,
        stop_helping=partial(cookies.forget, kinds="h"),
        unlocked_seconds=cookies.unlocked_seconds,
    )
    context.access.closing.watch(pages.pages.close)
    register(pages)
    answers.install(desk)
    desk._exception_handlers[:] = [report]  # its own writes the error's text into the log
    rtl = [language.tag for language in i18n.languages() if language.dir == "rtl"]
    first = not_begun.stalled_script(context.assets)
    desk.add_middleware(DeskGuard, rtl=rtl, not_begun=not_begun.words(), first=first)
    desk.add_middleware(SocketGuard, plan_cookies=cookies.opening)
    guard_socket(context.settings.base_url)
    ui.run_with(
        app,
        title="Notes",
        favicon=context.assets.text("icon.svg"),
        mount_path="/",
        tailwind=False,
        message_history_length=20,  # these messages hold plan text
        gzip_middleware_factory=None,
        show_welcome_message=False,
        dark=None,
    )

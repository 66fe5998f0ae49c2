"""The phone's page at ``/``, the calm page for addresses that are not there, and what browsers ask for beside them."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from pwa import i18n, lines
from pwa.api import cookies
from pwa.api.context import Context, today
from pwa.api.cookies import Reach
from pwa.api.pocket_page import templates
from pwa.api.problems import told
from pwa.api.static_policy import policy_for
from pwa.errors import PocketPlanError

_MESSAGE = templates(Path(__file__).parent).get_template("message.html")


def routes(context: Context) -> APIRouter:
    """``/`` and ``/healthz``."""
    router = APIRouter()

    @router.api_route("/", methods=["GET", "HEAD"])
    async def front(request: Request) -> Response:
        language = i18n.language(context.language(request))
        html = context.assets.page.html(
            language,
            _lines(context, language.tag),
            has_plan=bool(cookies.held(request.cookies)),
            can_keep=context.reach(request) is not Reach.PLAIN,
            offline=context.settings.offline,
        )
        return _page(html, language.tag)

    @router.api_route("/healthz", methods=["GET", "HEAD"])
    async def healthz() -> Response:
        return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})

    return router


def error_page(context: Context, request: HTTPConnection, error: PocketPlanError) -> Response:
    """A page that tells an error calmly and leads on: to the first page, and to the emergency number."""
    language = i18n.language(context.language(request))
    said = told(error, language.tag)
    emergency = _lines(context, language.tag)["emergency"]
    html = _MESSAGE.render(
        t=i18n.translator(language.tag),
        language=language.tag,
        dir=language.dir,
        menu=context.assets.page.menu,
        asset=context.assets.path,
        away=context.assets.path(f"measures.{language.tag}.html"),
        styles=context.assets.page.styles,
        said=said,
        emergency=emergency,
        number="".join(sign for sign in emergency["number"] if sign in "+0123456789"),
    )
    return _page(html, language.tag, said.status)


def _page(html: str, language: str, status: int = 200) -> Response:
    headers = {
        "Content-Security-Policy": policy_for(html),
        "Content-Language": language,
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Language, Cookie",
    }
    return HTMLResponse(html, status, headers)


def _lines(context: Context, language: str) -> dict[str, Any]:
    return lines.for_country(context.settings.region, None, today(), language)

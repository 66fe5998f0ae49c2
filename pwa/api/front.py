"""The phone's page at ``/``, the calm page for addresses that are not there, and what browsers ask for beside them."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from pwa import i18n, lines
from pwa.api import cookies
from pwa.api.assets import POCKET, templates
from pwa.api.context import Context, today
from pwa.api.cookies import Reach
from pwa.api.problems import told
from pwa.api.static_policy import policy_for
from pwa.errors import PocketPlanError
from pwa.plan.sections import N_

_STYLES = ("tokens.css", "plan_view.css", "pocket.css")
_NEUTRAL_NAME = N_("Notes")
_MESSAGE = templates(Path(__file__).parent).get_template("message.html")


def routes(context: Context) -> APIRouter:
    """``/``, ``/healthz`` and the manifest."""
    router = APIRouter()
    styles = _styles(context)
    pocket = templates(POCKET)

    @router.api_route("/", methods=["GET", "HEAD"])
    async def front(request: Request) -> Response:
        language = i18n.language(context.language(request))
        html = pocket.get_template("pocket.html").render(
            t=i18n.translator(language.tag),
            language=language.tag,
            dir=language.dir,
            languages=i18n.languages(),
            styles=styles,
            asset=context.assets.path,
            has_plan=bool(cookies.held(request.cookies)),
            lines=_lines(context, language.tag),
            can_keep=context.reach(request) is not Reach.PLAIN,
        )
        return _page(html, language.tag)

    @router.api_route("/healthz", methods=["GET", "HEAD"])
    async def healthz() -> Response:
        return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})

    @router.get("/manifest.webmanifest")
    async def manifest(request: Request) -> Response:
        language = i18n.language(context.language(request))
        name = i18n.translator(language.tag)(_NEUTRAL_NAME)
        icon = {"src": context.assets.path("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
        document = {"name": name, "short_name": name, "lang": language.tag, "dir": language.dir, "id": "/"}
        address = {"start_url": "/", "scope": "/", "display": "standalone", "icons": [icon]}
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        return JSONResponse({**document, **address}, headers=headers, media_type="application/manifest+json")

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
        asset=context.assets.path,
        away=context.assets.path(f"measures.{language.tag}.html"),
        styles=_styles(context),
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


def _styles(context: Context) -> Markup:
    return Markup("\n".join(context.assets.text(name) for name in _STYLES))  # noqa: S704 -- our own files


def _lines(context: Context, language: str) -> dict[str, Any]:
    return lines.for_country(context.settings.region, None, today(), language)

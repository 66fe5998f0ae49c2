"""The page that opens a copy, at ``/s/`` and every address below it: the same one, whatever stands in the address."""

from datetime import date
from functools import lru_cache

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pwa import i18n, lines
from pwa.api.compress import packed
from pwa.api.context import Context, today
from pwa.api.joined import without_comments
from pwa.api.pocket_page import POCKET, templates
from pwa.api.static_policy import policy_for
from pwa.api.texts import kept
from pwa.plan import sections

_PAGE = templates(POCKET).get_template("copy.html")
_STYLES = ("tokens.css", "plan_view.css", "plan_copy.css", "pocket.css", "copy_page.css")


def routes(context: Context) -> APIRouter:
    """The page, inert: no plan is looked up for it, and no cookie is read or set; and ``/s/sections.json``."""
    router = APIRouter()

    @router.get("/s/sections.json")
    async def sections_of_copies(request: Request) -> Response:
        return kept(request, sections.as_json_for_copies())

    @router.api_route("/s/", methods=["GET", "HEAD"])
    @router.api_route("/s/{rest:path}", methods=["GET", "HEAD"])
    async def page(request: Request) -> Response:
        language = i18n.language(context.language(request))
        html, policy = made(language, today())
        headers = {
            "Content-Security-Policy": policy,
            "Content-Language": language.tag,
            "Cache-Control": "private, no-cache",
            "Vary": "Accept-Language",
            "X-Robots-Tag": "noindex",
        }
        return packed(HTMLResponse(html, headers=headers), request.headers)

    @lru_cache(maxsize=32)
    def made(language: i18n.Language, day: date) -> tuple[str, str]:
        html = _html(context, language, day)
        return html, policy_for(html)

    return router


def _html(context: Context, language: i18n.Language, day: date) -> str:
    """The page in a language, with the numbers of the operator's country as they stand on a day."""
    text = context.assets.text
    return _PAGE.render(
        t=i18n.translator(language.tag),
        language=language.tag,
        dir=language.dir,
        menu=context.assets.page.menu,
        drawn_with={"sections": sections.as_json_for_copies(), "catalogue": i18n.phone_catalogue(language.tag)},
        asset=context.assets.path,
        styles="\n".join(text(name) for name in _STYLES),
        **{name: without_comments(text(f"{name}.js")) for name in ("hide", "take_key", "copy_head")},
        lines=lines.for_country(context.settings.region, None, day, language.tag),
        offline=context.settings.offline,
    )

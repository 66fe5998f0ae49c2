"""What a phone needs besides the plan: sections, catalogues, phrases, an example, crisis lines. All public."""

import hashlib
from functools import cache
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa import i18n, lines
from pwa.api.context import Context, today
from pwa.api.problems import Problem
from pwa.plan import changes, sections, snapshot, typed
from pwa.plan.model import Plan

_EXAMPLE_ID = "0" * 32


def routes(context: Context) -> APIRouter:
    """The routes of public texts; each answer carries its hash as ETag."""
    router = APIRouter()

    @router.get("/sections.json")
    async def all_sections(request: Request) -> Response:
        return kept(request, sections.as_json())

    @router.get("/i18n/{language}.json")
    async def catalogue(request: Request, language: str) -> Response:
        return kept(request, i18n.phone_catalogue(known(language)))

    @router.get("/i18n/{language}/phrases.json")
    async def phrases(request: Request, language: str) -> Response:
        return kept(request, i18n.own_phrases(known(language)))

    @router.get("/i18n/{language}/example.json")
    async def example(request: Request, language: str) -> Response:
        return kept(request, example_plan(known(language)))

    @router.get("/lines/countries.json")
    async def countries(request: Request) -> Response:
        named = lines.countries(context.language(request))
        return kept(request, [{"code": code, "name": name} for code, name in named])

    @router.get("/lines/at/{zone:path}.json")
    async def lines_of_zone(request: Request, zone: str) -> Response:
        country = lines.country_of_zone(zone)
        found = lines.for_country(country, None, today(), context.language(request)) if country else {"country": None}
        return kept(request, found)

    @router.get("/lines/here.json")
    async def operators_lines(request: Request) -> Response:
        country = context.settings.region
        return kept(request, lines.for_country(country, None, today(), context.language(request)))

    @router.get("/lines/{country}.json")
    async def country_lines(request: Request, country: str) -> Response:
        language = context.language(request)
        if not country.isascii() or country.upper() not in {code for code, _ in lines.countries(language)}:
            raise Problem("not_found")
        region = request.query_params.get("region")
        return kept(request, lines.for_country(country.upper(), region, today(), language))

    return router


@cache
def example_plan(language: str) -> dict[str, Any]:
    """The invented plan in the form in which a phone gets its own."""
    plan = Plan(id=_EXAMPLE_ID)
    for change in typed.plan_from_shorthand(i18n.example(language)):
        plan = changes.apply(plan, change).plan
    return {**snapshot.snapshot(plan), "plan": plan.id, "revision": 0, "example": True}


def known(language: str) -> str:
    """A language's tag as it is.

    Raises:
        Problem: ``not_found`` when there is none such.
    """
    if language not in {one.tag for one in i18n.languages()}:
        raise Problem("not_found")
    return language


def kept(request: Request, value: object) -> Response:
    """A public answer that a browser keeps and asks after; 304 when it has this very one."""
    response = JSONResponse(value)
    etag = f'"{hashlib.sha256(response.body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Language"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response

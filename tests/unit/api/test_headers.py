"""The security headers stand on every answer of every route, errors among them."""

import re

import pytest
from fastapi import APIRouter

from pwa.api import copies, copy_pages, front, manifest, plans, texts
from pwa.api.joined import without_comments

VALUES = {"slot": "mine", "language": "en", "country": "GB", "zone": "Europe/London", "copy_id": "A" * 22, "rest": "x"}
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "plan",
}


def addresses(context):
    parts = (front, manifest, texts, plans, copy_pages)
    routers: list[APIRouter] = [part.routes(context) for part in parts]
    known = [(route.path, method) for router in routers for route in router.routes for method in route.methods]
    known += [(f"/api/copies/{{copy_id}}/{what}", method) for what, method in copies.METHODS.items()]
    extra = ["/favicon.ico", context.assets.path("hide.js"), context.assets.path("measures.en.html"), "/static/x/y"]
    filled = [(re.sub(r"{(\w+)(:path)?}", lambda found: VALUES[found[1]], path), method) for path, method in known]
    return [
        *filled,
        *((path, "GET") for path in extra),
        ("/api/nothing", "GET"),
        ("/s/x", "POST"),
        ("/api/plans", "PUT"),
    ]


def policy_of(reply):
    parts = (part.split(" ", 1) for part in reply.headers["content-security-policy"].split("; "))
    return dict(parts)


@pytest.mark.parametrize("origin", ["http://localhost", "https://plan.example.org"])
@pytest.mark.parametrize("has_plan", [False, True])
async def test_every_route_has_the_headers(browse, make_plan, context, origin, has_plan):
    phone = await browse(origin)
    if has_plan:
        await make_plan(phone)
    seen = set()
    for path, method in addresses(context):
        for headers in (
            {},
            {"Accept": "text/html"},
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        ):
            reply = await phone.request(method, path, headers=headers)
            seen.add(reply.status_code)
            assert reply.status_code < 500, path
            assert {name: reply.headers.get(name) for name in EVERYWHERE} == EVERYWHERE, path
            assert set(re.findall(r"=\((.*?)\)", reply.headers["permissions-policy"])) == {""}
            assert ("strict-transport-security" in reply.headers) == origin.startswith("https:")
            policy = policy_of(reply)
            for kind in ("script-src", "style-src"):
                assert re.fullmatch(r"'self'( 'sha256-[A-Za-z0-9+/]{43}=')*", policy.pop(kind)), path
            assert policy == POLICY, path
            if path.startswith("/api/"):
                assert reply.headers["cache-control"] == "no-store"
            if not path.startswith("/api/"):
                assert "set-cookie" not in reply.headers
    assert {200, 403, 404, 405} <= seen


async def test_pages_hold_only_scripts_of_ours_and_no_style_that_the_policy_would_refuse(browse, make_plan, context):
    phone = await browse()
    for has_plan in (False, True):
        if has_plan:
            await make_plan(phone)
        for path, names in {
            "/": ["hide.js", "after_paint.js"],
            "/s/x": ["take_key.js", "copy_head.js", "hide.js"],
            "/static/x": [],
        }.items():
            page = (await phone.get(path, headers={"Accept": "text/html"})).text
            scripts = re.findall(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>(.*?)</script>", page, re.DOTALL)
            assert scripts == [without_comments(context.assets.text(name)) for name in names]
            assert re.findall(r"\s(?:style|on\w+)=", page) == []


async def test_files_are_kept_for_ever_and_pages_are_asked_after(browse, context):
    phone = await browse()
    assert "immutable" in (await phone.get(context.assets.path("hide.js"))).headers["cache-control"]
    assert (await phone.get("/")).headers["cache-control"] == "private, no-cache"
    assert (await phone.get("/healthz")).headers["cache-control"] == "no-store"


async def test_a_plans_answers_are_not_compressed(browse, make_plan):
    phone = await browse()
    await make_plan(phone)
    assert "content-encoding" not in (await phone.get("/api/plans/mine")).headers
    assert (await phone.get("/")).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("name", ["", "copy.js", "icon-192.png"])
async def test_what_is_compressed_once_is_the_same_and_only_for_those_who_ask(browse, context, name):
    phone = await browse()
    path = context.assets.path(name) if name else "/s/"
    plain, packed = [await phone.get(path, headers={"Accept-Encoding": how}) for how in ("identity", "gzip")]
    assert plain.content == packed.content
    assert "content-encoding" not in plain.headers
    is_image = name.endswith(".png")
    assert (packed.headers.get("content-encoding"), "Accept-Encoding" in packed.headers.get("vary", "")) == (
        (None, False) if is_image else ("gzip", True)
    )

"""The desk's policy: a fresh nonce on every script and style, and none on what a person wrote."""

import re

import httpx
import pytest
from starlette.responses import HTMLResponse, PlainTextResponse

from pwa.api.desk_guard import DeskGuard

PAGE = """<!doctype html>
<html lang="{language}">
<head><style>a{{}}</style><script type="importmap">{{}}</script><link rel="modulepreload" href="/a.js" />
<link rel="stylesheet" href="/b.css"></head>
<body><script>let elements = "\\u003cscript&gt; &lt;script&gt; <scripting>"</script></body></html>
"""


async def ask(response, *, rtl=("ar",)):
    guarded = DeskGuard(response, rtl=rtl)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(guarded), base_url="http://localhost") as client:
        return await client.get("/")


async def test_scripts_styles_and_preloads_carry_the_nonce_of_the_policy():
    reply = await ask(HTMLResponse(PAGE.format(language="en")))
    nonce = re.search(r"script-src 'nonce-([^']+)'", reply.headers["content-security-policy"])[1]
    assert len(nonce) >= 22
    assert re.findall(r"<(\w+) nonce=\"([^\"]+)\"", reply.text) == [
        ("style", nonce), ("script", nonce), ("link", nonce), ("script", nonce)
    ]  # fmt: skip
    assert '<link rel="stylesheet" href' in reply.text
    assert "<scripting>" in reply.text
    assert int(reply.headers["content-length"]) == len(reply.content)


async def test_every_page_has_its_own_nonce():
    replies = [await ask(HTMLResponse(PAGE.format(language="en"))) for _ in range(2)]
    assert replies[0].headers["content-security-policy"] != replies[1].headers["content-security-policy"]


async def test_the_policy_allows_what_nicegui_needs_and_nothing_more():
    policy = (await ask(HTMLResponse(PAGE.format(language="en")))).headers["content-security-policy"]
    assert re.sub(r"nonce-[\w-]+", "nonce-N", policy) == (
        "default-src 'none'; script-src 'nonce-N' 'strict-dynamic' 'unsafe-eval'; style-src 'self' 'nonce-N'; "
        "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("pa-Arab", "rtl")])
async def test_the_first_paint_runs_the_right_way(language, direction):
    reply = await ask(HTMLResponse(PAGE.format(language=language)), rtl=("ar", "pa-Arab"))
    assert f'<html lang="{language}" dir="{direction}">' in reply.text


async def test_a_page_with_its_own_policy_and_other_files_pass_untouched():
    own = await ask(HTMLResponse("<script src=a></script>", headers={"Content-Security-Policy": "default-src 'none'"}))
    assert (own.text, own.headers["content-security-policy"]) == ("<script src=a></script>", "default-src 'none'")
    script = await ask(PlainTextResponse("'<script>'"))
    assert script.text == "'<script>'"


async def test_a_page_that_comes_in_parts_is_whole():
    async def in_parts(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        for part in (b"<scr", b"ipt>1</script>"):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body"})

    assert re.fullmatch(r'<script nonce="[\w-]+">1</script>', (await ask(in_parts)).text)


async def test_a_page_whose_scripts_never_run_says_what_we_say_in_its_language():
    page = PAGE.replace("<body>", '<body><div id="esm-fallback">Other<br />words</div>').format(language="cy")
    words, first = '<div id="esm-fallback">Ein geiriau</div>', "<script>first()</script>"
    guarded = DeskGuard(HTMLResponse(page), rtl=(), not_begun={"cy": words}, first=first)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(guarded), base_url="http://localhost") as client:
        reply = await client.get("/")
    assert words in reply.text
    assert "Other" not in reply.text
    nonce = re.search(r"script-src 'nonce-([^']+)'", reply.headers["content-security-policy"])[1]
    assert f'<head><script nonce="{nonce}">first()</script>' in reply.text

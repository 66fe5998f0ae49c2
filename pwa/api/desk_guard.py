"""The desk's Content-Security-Policy, with a fresh nonce in each page, and its direction from the first paint."""

import re
import secrets
from collections.abc import Callable, Collection, Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'unsafe-eval'; style-src 'self' 'nonce-{nonce}'; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# What people wrote can't match: NiceGUI escapes every "<" in the JSON that holds it.
_NEEDS_NONCE = re.compile(rb'<script(?=[\s>])|<style(?=[\s>])|<link(?= [^>]*rel="modulepreload")')
_LANGUAGE = re.compile(rb'<html lang="([A-Za-z0-9-]+)"(?! dir=)')
_NOT_BEGUN = re.compile(rb'<div id="esm-fallback">.*?</div>', re.DOTALL)


class DeskGuard:
    """Pure ASGI, inside everything that compresses: it changes HTML that has no policy of its own yet.

    Args:
        rtl: tags of the languages that run from right to left.
        not_begun: by language what NiceGUI's pages say until their scripts run.
        first: a script that they begin with.
    """

    def __init__(
        self, app: ASGIApp, *, rtl: Collection[str], not_begun: Mapping[str, str] | None = None, first: str = ""
    ) -> None:
        self.app = app
        self._rtl = frozenset(tag.encode() for tag in rtl)
        self._not_begun = {tag.encode(): words.encode() for tag, words in (not_begun or {}).items()}
        self._first = first.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Collect an HTML answer, write the nonce into it, and send it on with its policy."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        page = _Page(send, self._finished)
        await self.app(scope, receive, page)

    def _finished(self, body: bytes, nonce: str) -> bytes:
        found = _LANGUAGE.search(body)
        words = self._not_begun.get(found[1]) if found else None
        if words and _NOT_BEGUN.search(body):
            body = _NOT_BEGUN.sub(lambda _: words, body, count=1).replace(b"<head>", b"<head>" + self._first, 1)
        body = _NEEDS_NONCE.sub(lambda found: found[0] + f' nonce="{nonce}"'.encode(), body)
        return _LANGUAGE.sub(self._with_direction, body, count=1)

    def _with_direction(self, found: re.Match[bytes]) -> bytes:
        return found[0] + (b' dir="rtl"' if found[1] in self._rtl else b' dir="ltr"')


class _Page:
    def __init__(self, send: Send, finish: Callable[[bytes, str], bytes]) -> None:
        self._send = send
        self._finish = finish
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_bare_html(MutableHeaders(scope=message)):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)

    async def _send_page(self, start: Message) -> None:
        nonce = secrets.token_urlsafe(16)
        body = self._finish(bytes(self._body), nonce)
        headers = MutableHeaders(scope=start)
        headers["Content-Security-Policy"] = POLICY.format(nonce=nonce)
        headers["Content-Length"] = str(len(body))
        headers["Cache-Control"] = "no-store"
        self._start = None
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_bare_html(headers: MutableHeaders) -> bool:
    is_html = headers.get("content-type", "").startswith("text/html")
    return is_html and "content-security-policy" not in headers

"""The outermost layer, around every route: security headers, no request from another site, no error left to chance."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pwa.api.context import named
from pwa.api.cookies import Reach, only_own, reach
from pwa.api.problems import Problem
from pwa.api.reports import report
from pwa.api.static_policy import policy_for
from pwa.errors import PocketPlanError

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_NO_FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": ", ".join(f"{name}=()" for name in _NO_FEATURES).encode(),
}
_CHANGED = frozenset({b"cookie", b"x-forwarded-prefix"})  # NiceGUI would write the second into its pages
_HTTPS_HEADERS = {**_HEADERS, b"strict-transport-security": b"max-age=31536000"}
_CACHE = {b"cache-control": b"no-store"}
_MISSING = {b"content-security-policy": policy_for().encode(), **_CACHE}

Headers = Iterable[tuple[bytes, bytes]]

Answer = Callable[[HTTPConnection, PocketPlanError], Response]


class Guard:
    """Pure ASGI, so that NiceGUI's streaming and sockets pass through it untouched.

    Args:
        answer: makes the answer to an error, in the person's language.
        base_url: the address that people come to, if it is set; else a request's Origin must name its own Host.
    """

    def __init__(self, app: ASGIApp, *, answer: Answer, base_url: str | None) -> None:
        self.app = app
        self._answer = answer
        self._base_url = base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and put the headers on its answer."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        given = named(scope["headers"])
        how = reach(scope["scheme"], given.get(b"host", b"").decode("latin-1"), self._base_url)
        if not _CHANGED.isdisjoint(given):
            scope["headers"] = [*_taken_in(scope["headers"], how)]
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        sender = _Sender(send, scope["path"], is_https=how is Reach.HTTPS)
        if scope["method"] not in _SAFE_METHODS and not self._is_own(given, how):
            await self._answer(HTTPConnection(scope), Problem("cross_site"))(scope, receive, sender)
            return
        try:
            await self.app(scope, receive, sender)
        except Exception as error:
            reference = report(error)
            if not sender.has_started:
                problem = Problem("unexpected", reference=reference)
                await self._answer(HTTPConnection(scope), problem)(scope, receive, sender)

    def _is_own(self, given: Mapping[bytes, bytes], how: Reach) -> bool:
        site = given.get(b"sec-fetch-site")
        if site is not None:
            return site == b"same-origin"
        if b"origin" not in given:
            return False
        origin = given[b"origin"].decode("latin-1")
        if origin == self._base_url:
            return True
        try:
            asking = urlsplit(origin)
        except ValueError:
            return False
        is_as_safe = asking.scheme == "https" or how is not Reach.HTTPS
        host = asking.netloc.encode("latin-1")
        return is_as_safe and host != b"" and host == given.get(b"host")


def _taken_in(headers: Headers, how: Reach) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers:
        if name == b"cookie":
            yield name, only_own(value, how)
        elif name not in _CHANGED:
            yield name, value


class _Sender:
    """Sends on, with the headers; what a route has set itself stays."""

    def __init__(self, send: Send, path: str, *, is_https: bool) -> None:
        self._send = send
        self._is_api = path.startswith("/api/")
        self._is_https = is_https
        self.has_started = False

    def __call__(self, message: Message) -> Awaitable[None]:
        if message["type"] == "http.response.start":
            self.has_started = True
            message["headers"] = self._completed(message["headers"])
        return self._send(message)

    def _completed(self, headers: Headers) -> list[tuple[bytes, bytes]]:
        ours, added = _to_add(tuple([name for name, _ in headers]), self._is_https, self._is_api)
        return [*[header for header in headers if header[0] not in ours], *added]


@lru_cache
def _to_add(
    names: tuple[bytes, ...], is_https: bool, is_api: bool
) -> tuple[frozenset[bytes], list[tuple[bytes, bytes]]]:
    """What stands on every answer whatever its route has set, and all that is added to one with these headers."""
    always = (_HTTPS_HEADERS if is_https else _HEADERS) | (_CACHE if is_api else {})
    missing = {name: value for name, value in _MISSING.items() if name not in names}
    return frozenset(always), [*(missing | always).items()]

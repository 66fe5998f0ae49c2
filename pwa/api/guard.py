"""The outermost layer, around every route: security headers, no request from another site, no error left to chance."""

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pwa.api.cookies import Reach, only_own
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
_HTTPS_HEADERS = {**_HEADERS, b"strict-transport-security": b"max-age=31536000"}
_CACHE = {b"cache-control": b"no-store"}
_MISSING = {b"content-security-policy": policy_for().encode(), **_CACHE}

Headers = Iterable[tuple[bytes, bytes]]

Answer = Callable[[HTTPConnection, PocketPlanError], Response]


class Guard:
    """Pure ASGI, so that NiceGUI's streaming and sockets pass through it untouched.

    Args:
        answer: makes the answer to an error, in the person's language.
        reach_of: how a request reached the server.
        origin: the base URL's origin when one is set; else a request's Origin must name its own Host.
    """

    def __init__(
        self, app: ASGIApp, *, answer: Answer, reach_of: Callable[[HTTPConnection], Reach], origin: str | None
    ) -> None:
        self.app = app
        self._answer = answer
        self._reach_of = reach_of
        self._origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and put the headers on its answer."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        how = self._reach_of(request)
        scope["headers"] = [*_taken_in(scope["headers"], how)]
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        sender = _Sender(send, scope["path"], is_https=how is Reach.HTTPS)
        if scope["method"] not in _SAFE_METHODS and not self._is_own(request):
            await self._answer(request, Problem("cross_site"))(scope, receive, sender)
            return
        try:
            await self.app(scope, receive, sender)
        except Exception as error:
            reference = report(error)
            if not sender.has_started:
                problem = Problem("unexpected", reference=reference)
                await self._answer(request, problem)(scope, receive, sender)

    def _is_own(self, request: HTTPConnection) -> bool:
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = request.headers.get("origin")
        if origin is None:
            return False
        if origin == self._origin:
            return True
        try:
            asking = urlsplit(origin)
        except ValueError:
            return False
        is_as_safe = asking.scheme == "https" or self._reach_of(request) is not Reach.HTTPS
        return is_as_safe and asking.netloc == request.headers.get("host")


def _taken_in(headers: Headers, how: Reach) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers:
        if name == b"cookie":
            yield name, only_own(value, how)
        elif name != b"x-forwarded-prefix":  # NiceGUI would write it into its pages
            yield name, value


class _Sender:
    """Sends on, with the headers; what a route has set itself stays."""

    def __init__(self, send: Send, path: str, *, is_https: bool) -> None:
        self._send = send
        self._path = path
        self._is_https = is_https
        self.has_started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_started = True
            message["headers"] = self._completed(message["headers"])
        await self._send(message)

    def _completed(self, headers: Headers) -> list[tuple[bytes, bytes]]:
        always = _HTTPS_HEADERS if self._is_https else _HEADERS
        if self._path.startswith("/api/"):
            always = always | _CACHE
        kept = [header for header in headers if header[0] not in always]
        added = _MISSING | always
        for name, _ in kept:
            added.pop(name, None)
        return [*kept, *added.items()]

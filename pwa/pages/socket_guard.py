"""Lets into NiceGUI's socket only who loaded the page, and lets nobody speak for another page.

By itself the socket takes any Origin, asks for no cookie, and believes the ``client_id`` that stands in a message.
"""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from nicegui import Client, core
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PlanCookies = Callable[[Mapping[str, str]], Mapping[str, Any]]

_BOUND = ("handshake", "event", "ack", "javascript_response")


class SocketGuard:
    """Refuses NiceGUI's addresses of one page to everyone who does not hold the cookies it was loaded with.

    Args:
        plan_cookies: the cookies of a request that open plans, one's own or those one helps with.
    """

    def __init__(self, app: ASGIApp, *, plan_cookies: PlanCookies) -> None:
        self.app = app
        self._plan_cookies = plan_cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        if scope["type"] in ("http", "websocket") and not self._may_pass(HTTPConnection(scope)):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await Response(status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _may_pass(self, request: HTTPConnection) -> bool:
        path = request.scope["path"]
        if path.startswith("/_nicegui_ws"):
            return self._may_use_socket(request)
        if path.startswith("/_nicegui/client/"):
            return self._holds_cookies_of(path.split("/")[3], request)
        return True

    def _may_use_socket(self, request: HTTPConnection) -> bool:
        # The query as the socket reads it: a URL made of it would end at a "#".
        query = request.scope["query_string"].decode("latin-1")
        client_id = _only("client_id", query)
        if client_id is None or not self._holds_cookies_of(client_id, request):
            return False
        return "sid" not in parse_qs(query) or self._opened_session(_only("sid", query), client_id, request)

    def _opened_session(self, sid: str | None, client_id: str, request: HTTPConnection) -> bool:
        environ = core.sio.environ.get(sid)
        if environ is None or _only("client_id", environ.get("QUERY_STRING", "")) != client_id:
            return False
        return self._holds(HTTPConnection(environ["asgi.scope"]), request)

    def _holds_cookies_of(self, client_id: str, request: HTTPConnection) -> bool:
        client = Client.instances.get(client_id)
        # NiceGUI answers that an unknown page is gone, and the browser loads it anew.
        return client is None or self._holds(client.request, request)

    def _holds(self, first: HTTPConnection, request: HTTPConnection) -> bool:
        return self._plan_cookies(first.cookies).items() <= self._plan_cookies(request.cookies).items()


def guard_socket(origin: str | None) -> None:
    """Bind every message to the page its socket was opened for, limit Origins, and take away the remote log.

    Args:
        origin: the base URL's origin, allowed beside the server's own.
    """
    # engine.io asks this for the websocket and for polling; its own default would not know a proxy's https.
    core.sio.eio.cors_allowed_origins = lambda asking, environ: _is_own(asking, environ, origin)
    handlers = core.sio.handlers["/"]
    handlers.pop("log", None)
    for name in _BOUND:
        if not hasattr(handlers[name], "is_bound"):
            handlers[name] = _bound(handlers[name])


def _is_own(asking: str | None, environ: Mapping[str, Any], origin: str | None) -> bool:
    try:
        return asking is not None and (asking == origin or urlsplit(asking).netloc == environ.get("HTTP_HOST"))
    except ValueError:
        return False


def _bound(handler: Callable[..., Any]) -> Callable[[str, object], Awaitable[Any]]:
    async def only_its_own(sid: str, message: object) -> Any:
        environ = core.sio.get_environ(sid) or {}
        own = _only("client_id", environ.get("QUERY_STRING", ""))
        if not isinstance(message, dict) or own is None or message.get("client_id") != own:
            return False
        result = handler(sid, message)
        return await result if inspect.isawaitable(result) else result

    only_its_own.is_bound = True  # type: ignore[attr-defined]
    return only_its_own


def _only(name: str, query: str) -> str | None:
    named = parse_qs(query).get(name, [])
    return named[0] if len(named) == 1 else None

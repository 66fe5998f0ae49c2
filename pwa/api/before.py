"""A part of the addresses that an application of its own answers, before all others are looked through."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Before:
    """Sends what begins with ``prefix`` to ``first``, and all else on."""

    def __init__(self, app: ASGIApp, *, prefix: str, first: ASGIApp) -> None:
        self._app = app
        self._prefix = prefix
        self._first = first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by address."""
        is_first = scope["type"] == "http" and scope["path"].startswith(self._prefix)
        await (self._first if is_first else self._app)(scope, receive, send)

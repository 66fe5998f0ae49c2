"""Compression of everything but the plan's own answers, whose length would else say something about their words."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send


class Compress:
    """gzip for pages, scripts and catalogues."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._compressed = GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by address."""
        is_plan = scope["type"] == "http" and scope["path"].startswith("/api/")
        await (self._plain if is_plan else self._compressed)(scope, receive, send)

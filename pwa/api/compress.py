"""Compression of everything but the plan's own answers, whose length would else say something about their words."""

import gzip
from collections.abc import Mapping
from functools import lru_cache

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
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


def packed(response: Response, asked: Mapping[str, str]) -> Response:
    """An answer that is the same for many, compressed once: it took most of a server's time for a scanned code.

    Args:
        response: not an image, which has its own compression.
        asked: the request's headers.
    """
    if "gzip" in asked.get("accept-encoding", "") and response.body:
        response.body = _packed(bytes(response.body))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
        response.headers.add_vary_header("Accept-Encoding")
    return response


@lru_cache(maxsize=512)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)

"""What the routes need to know, and what they ask of a request."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.types import Receive

from pwa import i18n
from pwa.api.assets import Assets
from pwa.api.cookies import Reach, reach
from pwa.api.problems import Problem
from pwa.api.rates import Rates
from pwa.settings import Settings
from pwa.share.copies import Copies
from pwa.share.helpers import Helpers
from pwa.vault.access import PlanAccess
from pwa.vault.adding import Adding
from pwa.vault.devices import Devices

BODY_BYTES = 16_000  # room for a recovery code however it is typed
CHANGES_BYTES = 512_000


@dataclass(frozen=True, kw_only=True)
class Context:
    """The parts that the routes share; made once in ``app.build``."""

    access: PlanAccess
    copies: Copies
    settings: Settings
    assets: Assets
    rates: Rates = field(default_factory=Rates)

    @property
    def devices(self) -> Devices:
        """The devices of plans."""
        return Devices(self.access)

    @property
    def helpers(self) -> Helpers:
        """Those who write with owners of plans."""
        return Helpers(self.access)

    @cached_property
    def adding(self) -> Adding:
        """Devices that are being added, as this process remembers them."""
        return Adding(self.access)

    def language(self, request: HTTPConnection) -> str:
        """The language to answer in: the address's own, else what the browser asks for, else the operator's."""
        known = {language.tag for language in i18n.languages()}
        for wanted in (request.query_params.get("language"), request.url.path.split("/")[1]):
            if wanted in known:
                return wanted
        return i18n.negotiate(request.headers.get("accept-language"), self.settings.language)

    def base_url(self, request: HTTPConnection) -> str:
        """The address that links start with: the base URL, else the one that this browser came to."""
        scheme = "https" if self.reach(request) is Reach.HTTPS else "http"
        return self.settings.base_url or f"{scheme}://{request.headers.get('host', '')}"

    def reach(self, request: HTTPConnection) -> Reach:
        """How the browser reached the server."""
        return reach(request.scope["scheme"], request.headers.get("host", ""), self.settings.base_url)


def named(headers: Sequence[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """A request's headers by name; of one that came twice the first, as Starlette has it, which takes longer."""
    return dict(reversed(headers))


def today() -> date:
    """The day by the server's clock, in UTC; it dates records and decides nothing."""
    return datetime.now(UTC).date()


async def read_json(request: Request, limit: int = BODY_BYTES) -> dict[str, Any]:
    """The object in a request's body of at most ``limit`` bytes, without halves of signs that no text can hold.

    A change with one is taken all the same, or it would keep all that was written after it on the phone.

    Raises:
        Problem: ``not_json``, ``too_large`` or ``unreadable``.
    """
    kind = named(request["headers"]).get(b"content-type", b"")
    if kind.partition(b";")[0].strip().lower() != b"application/json":
        raise Problem("not_json")
    body = await _body(request.receive, limit)
    try:
        value = _JSON.decode(body.decode())
        if _HALF in body.lower():
            value = _JSON.decode(_without_halves(value))
    except (ValueError, RecursionError):
        # Not chained: the text of the error can hold a piece of the body.
        raise Problem("unreadable") from None
    if not isinstance(value, dict):
        raise Problem("unreadable")
    return value


async def _body(receive: Receive, limit: int) -> bytearray:
    """What Starlette's generators do, at a third of their cost: an opened copy is little more than this."""
    body, is_whole = bytearray(), False
    while not is_whole:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        is_whole = not message.get("more_body")
        if len(body) > limit:
            raise Problem("too_large", limit=limit // 1000)
    return body


def _refuse(name: str) -> None:
    raise ValueError(name)


def _without_halves(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode(errors="ignore").decode()


_HALF = b"\\ud"  # a lone surrogate comes as an escape alone: it has no bytes of UTF-8
_JSON = json.JSONDecoder(parse_constant=_refuse)

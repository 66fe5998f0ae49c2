"""Which cookie holds a plan: its name, where it may be set, and for how long."""

import re
import secrets
from collections.abc import Mapping
from enum import StrEnum

from starlette.requests import HTTPConnection
from starlette.responses import Response

from pwa.settings import HERE
from pwa.vault.cookies import DeviceCookie, parse_cookie

MINE = "mine"
MAX_AGE_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep one (RFC 6265bis, 5.6.1)

_NAME = re.compile(r"(?P<host>__Host-)?p_(?P<slot>[a-z2-7]{8})")
_PORT = re.compile(":[0-9]*$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class Reach(StrEnum):
    """How a browser reached the server, and so what it lets a page do.

    Only on ``https``, or at this very machine, do browsers allow service workers and cryptography.
    """

    HTTPS = "https"
    HERE = "here"
    PLAIN = "plain"


def reach(request: HTTPConnection, base_url: str | None) -> Reach:
    """How this request came; a proxy in front that says nothing is believed when its host is the base URL's."""
    host = request.headers.get("host", "").lower()
    if request.scope["scheme"] in ("https", "wss") or (base_url or "") == f"https://{host}":
        return Reach.HTTPS
    name = _PORT.sub("", host).strip("[]")
    return Reach.HERE if name in HERE else Reach.PLAIN


def new_slot() -> str:
    """A name for one plan in one browser profile: 40 random bits in base32."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def only_own(header: bytes, how: Reach) -> bytes:
    """A Cookie header without the plan cookies that are not set where a browser came this way.

    On https a neighbouring subdomain can plant a cookie of any name but a ``__Host-`` one, and so a plan of its own.
    """
    kept = []
    for part in header.split(b";"):
        match = _NAME.fullmatch(part.partition(b"=")[0].strip().decode("latin-1"))
        if match is None or how is (Reach.HTTPS if match["host"] else Reach.HERE):
            kept.append(part.strip())
    return b"; ".join(kept)


def held(cookies: Mapping[str, str]) -> dict[str, DeviceCookie]:
    """All plans that a browser profile holds: slot -> cookie."""
    found = {}
    for name, text in sorted(cookies.items()):
        match = _NAME.fullmatch(name)
        cookie = parse_cookie(text) if match else None
        if match and cookie:
            found[match["slot"]] = cookie
    return found


def candidates(cookies: Mapping[str, str], slot: str) -> list[tuple[str, DeviceCookie]]:
    """Each real slot and cookie that a slot in an address may mean: ``mine`` may be any that is held."""
    return [(name, cookie) for name, cookie in held(cookies).items() if slot in (MINE, name)]


def find(cookies: Mapping[str, str], slot: str) -> tuple[str, DeviceCookie] | None:
    """The real slot and the cookie for a slot in an address, where ``mine`` is the owner's own."""
    return next(iter(candidates(cookies, slot)), None)


def keep(response: Response, slot: str, cookie: DeviceCookie, how: Reach) -> None:
    """Set or renew the cookie; WebKit refuses secure ones on plain localhost."""
    is_secure = how is Reach.HTTPS
    name = f"__Host-p_{slot}" if is_secure else f"p_{slot}"
    response.set_cookie(
        name, cookie.text(), MAX_AGE_SECONDS, path="/", secure=is_secure, httponly=True, samesite="lax"
    )  # fmt: skip


def forget(response: Response, cookies: Mapping[str, str], slot: str | None = None) -> None:
    """Remove one plan's cookie, or with no slot all of them."""
    for name in cookies:
        match = _NAME.fullmatch(name)
        if match and slot in (None, match["slot"]):
            is_secure = bool(match["host"])
            response.delete_cookie(name, path="/", secure=is_secure, httponly=True, samesite="lax")

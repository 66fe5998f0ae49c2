"""Which cookie holds a plan: its name, where it may be set, and for how long.

A device with a PIN has a second one while it is unlocked. It holds what the device made of its PIN, sealed with a key
that only this process has: nobody can try a PIN by making one. A restart locks every device; a phone mends that itself.

Whoever helps with someone's plan has a cookie of another kind for each: none of them is ever looked for as one's own.
"""

import re
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import HTTPConnection
from starlette.responses import Response

from pwa.settings import HERE
from pwa.vault.cookies import DeviceCookie, parse_cookie

MINE = "mine"
MAX_AGE_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep one (RFC 6265bis, 5.6.1)

LEAST_UNLOCKED_SECONDS = 300  # back from a call or a text, nobody is asked again

_NAME = re.compile(r"(?P<host>__Host-)?(?P<kind>[phu])_(?P<slot>[a-z2-7]{8})")
_SEAL = Fernet(Fernet.generate_key())
_DEVICE_BYTES = 16
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
    """All plans that a browser profile holds: slot -> cookie, without what a PIN adds to it."""
    return _parsed(cookies, "p")


def helping(cookies: Mapping[str, str]) -> dict[str, DeviceCookie]:
    """All plans with which someone helps in a browser profile: slot -> cookie."""
    return _parsed(cookies, "h")


def opening(cookies: Mapping[str, str]) -> dict[str, DeviceCookie]:
    """Every cookie of a browser profile that may open a plan, each under a name of its own."""
    return {f"{kind}_{slot}": cookie for kind in "ph" for slot, cookie in _parsed(cookies, kind).items()}


def _parsed(cookies: Mapping[str, str], kind: str) -> dict[str, DeviceCookie]:
    return {slot: cookie for slot, text in _named(cookies, kind) if (cookie := parse_cookie(text))}


def _named(cookies: Mapping[str, str], kind: str) -> Iterator[tuple[str, str]]:
    for name, text in sorted(cookies.items()):
        match = _NAME.fullmatch(name)
        if match and match["kind"] == kind:
            yield match["slot"], text


def candidates(cookies: Mapping[str, str], slot: str) -> list[tuple[str, DeviceCookie]]:
    """Each real slot and cookie that a slot in an address may mean: ``mine`` may be any that is held."""
    unlocked = dict(_named(cookies, "u"))
    return [
        (name, replace(cookie, pin=_unsealed(unlocked.get(name, ""), cookie)[0]))
        for name, cookie in held(cookies).items()
        if slot in (MINE, name)
    ]


def unlocked_seconds(cookies: Mapping[str, str], slot: str) -> int:
    """For how long a device stays unlocked that is not used; 0 when it is not unlocked, or has no PIN."""
    cookie = held(cookies).get(slot)
    return _unsealed(dict(_named(cookies, "u")).get(slot, ""), cookie)[1] if cookie else 0


def _unsealed(token: str, cookie: DeviceCookie) -> tuple[bytes, int]:
    """The PIN's factor of this very device, and the seconds that it holds without use."""
    try:
        content = _SEAL.decrypt(token)
        made = _SEAL.extract_timestamp(token)
    except InvalidToken:
        return b"", 0
    device, seconds, pin = content[:_DEVICE_BYTES], int.from_bytes(content[16:20], "big"), content[20:]
    is_now = time.time() - made <= seconds
    return (pin, seconds) if is_now and device == bytes.fromhex(cookie.device_id) else (b"", 0)


def find(cookies: Mapping[str, str], slot: str) -> tuple[str, DeviceCookie] | None:
    """The real slot and the cookie for a slot in an address, where ``mine`` is the owner's own."""
    return next(iter(candidates(cookies, slot)), None)


def keep(response: Response, slot: str, cookie: DeviceCookie, how: Reach) -> None:
    """Set or renew the cookie; WebKit refuses secure ones on plain localhost."""
    _set(response, f"p_{slot}", cookie.text(), MAX_AGE_SECONDS, how)


def keep_helping(response: Response, slot: str, cookie: DeviceCookie, how: Reach) -> None:
    """Set the cookie of someone who helps."""
    _set(response, f"h_{slot}", cookie.text(), MAX_AGE_SECONDS, how)


def unlock(response: Response, slot: str, cookie: DeviceCookie, how: Reach, seconds: int) -> None:
    """Let a device with a PIN be unlocked for so many seconds more."""
    seconds = max(seconds, LEAST_UNLOCKED_SECONDS)
    content = bytes.fromhex(cookie.device_id) + seconds.to_bytes(4, "big") + cookie.pin
    _set(response, f"u_{slot}", _SEAL.encrypt(content).decode(), seconds, how)


def _set(response: Response, name: str, value: str, seconds: int, how: Reach) -> None:
    is_secure = how is Reach.HTTPS
    name = f"__Host-{name}" if is_secure else name
    response.set_cookie(name, value, seconds, path="/", secure=is_secure, httponly=True, samesite="lax")


def lock(response: Response, cookies: Mapping[str, str]) -> None:
    """Lock every device with a PIN in this browser."""
    forget(response, cookies, kinds="u")


def forget(response: Response, cookies: Mapping[str, str], slot: str | None = None, kinds: str = "pu") -> None:
    """Remove one plan's cookies, or with no slot all of them."""
    for name in cookies:
        match = _NAME.fullmatch(name)
        if match and match["kind"] in kinds and slot in (None, match["slot"]):
            is_secure = bool(match["host"])
            response.delete_cookie(name, path="/", secure=is_secure, httponly=True, samesite="lax")

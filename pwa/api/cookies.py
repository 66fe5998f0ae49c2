"""Which cookie holds a plan: its name, where it may be set, and for how long.

A device with a PIN has a second one while it is unlocked. It holds what the device made of its PIN, sealed with a key
that only this process has: nobody can try a PIN by making one. A restart locks every device; a phone mends that itself.

Whoever helps with someone's plan has a cookie of another kind for each: none of them is ever looked for as one's own.
"""

import re
import secrets
import struct
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken
from starlette.responses import Response

from pwa.settings import HERE
from pwa.vault.cookies import DeviceCookie, parse_cookie

MINE = "mine"
MAX_AGE_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep one (RFC 6265bis, 5.6.1)

CALL_SECONDS = 300  # back from a call or a text, nobody is asked again

_NAME = re.compile(r"(?P<host>__Host-)?(?P<kind>[phu])_(?P<slot>[a-z2-7]{8})")
_SEAL = Fernet(Fernet.generate_key())
_UNLOCKED = struct.Struct(">16sIdI")  # the device, its seconds, the end in Unix time, how often it was locked before
_PORT = re.compile(":[0-9]*$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class Reach(StrEnum):
    """How a browser reached the server, and so what it lets a page do.

    Only on ``https``, or at this very machine, do browsers allow service workers and cryptography.
    """

    HTTPS = "https"
    HERE = "here"
    PLAIN = "plain"


def reach(scheme: str, host: str, base_url: str | None) -> Reach:
    """How a request came; a proxy in front that says nothing is believed when its host is the base URL's."""
    host = host.lower()
    if scheme in ("https", "wss") or (base_url or "") == f"https://{host}":
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
    found = []
    for name, cookie in held(cookies).items():
        if slot in (MINE, name):
            known = _unsealed(unlocked.get(name, ""), cookie)
            found.append((name, replace(cookie, pin=known.pin, locked=known.locked)))
    return found


def unlocked_seconds(cookies: Mapping[str, str], slot: str) -> int:
    """For how long a device stays unlocked that is not used; 0 when it is not unlocked, or has no PIN."""
    return _unlocked(cookies, slot).seconds


@dataclass(frozen=True, kw_only=True)
class _Unlocked:
    """What the second cookie holds: for so many seconds without use, at first until a moment in Unix time."""

    seconds: int = 0
    until: float = 0
    locked: int = 0
    pin: bytes = field(default=b"", repr=False)


def _unlocked(cookies: Mapping[str, str], slot: str) -> _Unlocked:
    cookie = held(cookies).get(slot)
    return _unsealed(dict(_named(cookies, "u")).get(slot, ""), cookie) if cookie else _Unlocked()


def _unsealed(token: str, cookie: DeviceCookie) -> _Unlocked:
    """What holds of it now, for this very device."""
    try:
        content = _SEAL.decrypt(token)
    except InvalidToken:
        return _Unlocked()
    device, seconds, until, locked = _UNLOCKED.unpack_from(content)
    if time.time() > until or device != bytes.fromhex(cookie.device_id):
        return _Unlocked()
    return _Unlocked(seconds=seconds, until=until, locked=locked, pin=content[_UNLOCKED.size :])


def find(cookies: Mapping[str, str], slot: str) -> tuple[str, DeviceCookie] | None:
    """The real slot and the cookie for a slot in an address, where ``mine`` is the owner's own."""
    return next(iter(candidates(cookies, slot)), None)


def keep(response: Response, slot: str, cookie: DeviceCookie, how: Reach) -> None:
    """Set or renew the cookie; WebKit refuses secure ones on plain localhost."""
    _set(response, f"p_{slot}", cookie.text(), MAX_AGE_SECONDS, how)


def keep_helping(response: Response, slot: str, cookie: DeviceCookie, how: Reach) -> None:
    """Set the cookie of someone who helps."""
    _set(response, f"h_{slot}", cookie.text(), MAX_AGE_SECONDS, how)


def unlock(response: Response, slot: str, cookie: DeviceCookie, how: Reach, seconds: int, until: float = 0) -> None:
    """Let a device with a PIN be unlocked for so many seconds more, and not end before ``until``, in Unix time."""
    until = max(time.time() + seconds, until)
    content = _UNLOCKED.pack(bytes.fromhex(cookie.device_id), seconds, until, cookie.locked) + cookie.pin
    _set(response, f"u_{slot}", _SEAL.encrypt(content).decode(), round(until - time.time()), how)


def renew(
    response: Response, cookies: Mapping[str, str], slot: str, cookie: DeviceCookie, how: Reach, *, calls: bool = False
) -> None:
    """Let an unlocked device stay so for its time from now on; for five minutes at least where its owner ``calls``."""
    now = _unlocked(cookies, slot)
    until = max(now.until, time.time() + CALL_SECONDS * calls)
    unlock(response, slot, cookie, how, now.seconds, until)


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

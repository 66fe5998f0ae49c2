"""What a device's cookie holds: which plan, which device, and its key."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from pwa.vault.keys import KEY_BYTES

_FORM = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{32})\.([A-Za-z0-9_-]{43})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class DeviceCookie:
    """A device's way into a plan; its key is 32 bytes and never printed.

    Args:
        pin: what the device made of its PIN, 32 bytes; empty where none was given. It is no part of the cookie.
        locked: how often the device had been locked when its PIN was given.
    """

    plan_id: str
    device_id: str
    key: bytes = field(repr=False)
    pin: bytes = field(default=b"", repr=False)
    locked: int = 0

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """What the device's key pair is derived from."""
        return (self.key, self.pin) if self.pin else (self.key,)

    def text(self) -> str:
        """The cookie's value: ``<plan id>.<device id>.<key>``, the key as base64url without padding (RFC 4648)."""
        return f"{self.plan_id}.{self.device_id}.{urlsafe_b64encode(self.key).decode().rstrip('=')}"


def parse_cookie(text: str) -> DeviceCookie | None:
    """The cookie that a value stands for, or None when it is not one of ours."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    key = urlsafe_b64decode(found[3] + "=")
    return DeviceCookie(plan_id=found[1], device_id=found[2], key=key[:KEY_BYTES])

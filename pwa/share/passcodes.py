"""A passcode told by voice: kept as a hash, and compared however it was spelt."""

import hashlib
import unicodedata
from hmac import compare_digest

from pwa.share.sealing import mark

MOST_TRIES = 10

_SALT_BYTES = 16
_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # 16 MB and some 50 ms (RFC 7914)


def hashed(passcode: str | None, copy_key: bytes, former: bytes = b"") -> bytes:
    """A salt of 16 bytes, then the scrypt hash; empty for no passcode.

    The salt says, to a holder of the copy's key alone, for which passcode it is: so ``former`` stays when it is for
    the same, and no save of the plan has to wait for a hash.
    """
    if passcode is None:
        return b""
    salt = mark(copy_key, ["passcode", passcode])[:_SALT_BYTES]
    return former if former[:_SALT_BYTES] == salt else salt + _scrypt(passcode, salt)


def is_same(passcode: str, kept: bytes) -> bool:
    """Whether this is the passcode of which ``kept`` is the salt and hash."""
    salt, known = kept[:_SALT_BYTES], kept[_SALT_BYTES:]
    return compare_digest(_scrypt(passcode, salt), known)


def _scrypt(passcode: str, salt: bytes) -> bytes:
    return hashlib.scrypt(_plain(passcode).encode(errors="replace"), salt=salt, **_COST)


def _plain(passcode: str) -> str:
    """As it is heard: no capitals, no blanks, and digits of any script."""
    heard = "".join(unicodedata.normalize("NFKC", passcode).casefold().split())
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in heard)

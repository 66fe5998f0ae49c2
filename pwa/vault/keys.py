"""The plan key, and the key pairs of those that can open it.

A plan is sealed with one random key. That key is sealed to the public half of each holder; the private half is derived
from the holder's secrets and is never kept.
"""

import secrets
from collections.abc import Sequence
from hmac import compare_digest

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from pwa.store.base import Holder

KEY_BYTES = 32
_PAIR = b"pocket-plan holder key pair 1"


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def new_id() -> str:
    """16 random bytes as 32 hex digits."""
    return secrets.token_hex(16)


def derive(secret_parts: Sequence[bytes], purpose: bytes) -> bytes:
    """32 bytes made of one or more secrets for one purpose: HKDF-SHA256 (RFC 5869), empty salt.

    Each part goes in with its length (4 bytes, big-endian) before it, so that no two lists give the same input.
    """
    material = b"".join(len(part).to_bytes(4, "big") + part for part in secret_parts)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(material)


def key_pair(secret_parts: Sequence[bytes]) -> PrivateKey:
    """The X25519 key pair (RFC 7748) of a holder with these secrets."""
    return PrivateKey(derive(secret_parts, _PAIR))


def seal_to(public: bytes, plan_key: bytes) -> bytes:
    """The plan key, sealed so that only the private half opens it (libsodium's sealed box)."""
    return SealedBox(PublicKey(public)).encrypt(plan_key)


def open_sealed_key(holder: Holder, secret_parts: Sequence[bytes]) -> bytes | None:
    """The plan key, or None when these are not the holder's secrets."""
    pair = key_pair(secret_parts)
    is_same = compare_digest(bytes(pair.public_key), holder.public)
    try:
        plan_key = SealedBox(pair).decrypt(holder.sealed_key)
    except CryptoError:
        return None
    return plan_key if is_same else None

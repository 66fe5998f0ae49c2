"""Sealing a plan with its key: AES-256-GCM (NIST SP 800-38D), padded, bound to what it is."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
TAG_BYTES = 16
STEP_BYTES = 1024

_END = b"\x80"


class UnsealError(Exception):
    """The key does not fit, or not one of the bytes, the id, the revision or the schema may be trusted."""


def seal(key: bytes, content: bytes, *, plan_id: str, revision: int, schema: int) -> bytes:
    """Seal content as a nonce, then the ciphertext with its tag.

    A plan that is sealed 2**32 times with one key would reach the limit for random nonces.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, pad(content), _bound_to(plan_id, revision, schema))


def unseal(key: bytes, sealed: bytes, *, plan_id: str, revision: int, schema: int) -> bytes:
    """The content of what was sealed as exactly this revision of this plan; raises ``UnsealError``."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise UnsealError
    try:
        padded = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(plan_id, revision, schema))
    except InvalidTag:
        raise UnsealError from None
    return unpad(padded)


def pad(content: bytes) -> bytes:
    """Fill up to the next whole 1,024 bytes, so that a size tells little (ISO/IEC 7816-4: 0x80, then zeros)."""
    marked = content + _END
    return marked + bytes(-len(marked) % STEP_BYTES)


def unpad(padded: bytes) -> bytes:
    """The opposite of ``pad``; raises ``UnsealError``."""
    marked = padded.rstrip(b"\x00")
    if not marked.endswith(_END):
        raise UnsealError
    return marked[: -len(_END)]


def _bound_to(plan_id: str, revision: int, schema: int) -> bytes:
    return f"pocket-plan\n{plan_id}\n{revision}\n{schema}".encode()

"""A copy's content, sealed as a compact JWE (RFC 7516) as SMART Health Links use it, and what its key is good for."""

import hmac
import json
import secrets
import zlib
from collections.abc import Mapping
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pwa.share import base64url
from pwa.vault.sealing import UnsealError, seal, unseal

PROOF_BYTES = 32
MOST_BYTES = 2_000_000  # of content; a whole plan is far smaller
RAW = -15  # DEFLATE without a wrapper, in zlib's way to say it

_NONCE_BYTES = 12
_TAG_BYTES = 16
_WORDS = {"revision": 0, "schema": 1}


def proof(key: bytes) -> bytes:
    """What a reader shows to fetch a copy; nothing else about the key can be told from it."""
    return _derived(key, b"pocket-plan copy proof 1")


def mark(key: bytes, value: object) -> bytes:
    """A hash of a value that only a holder of the key could have made: two differ when the values do."""
    return hmac.digest(_derived(key, b"pocket-plan copy mark 1"), json.dumps(value, sort_keys=True).encode(), "sha256")


def seal_copy(key: bytes, copy_id: str, revision: int, payload: Mapping[str, Any]) -> str:
    """The content as a compact JWE, bound to the copy's id and the plan's revision."""
    header = {"alg": "dir", "enc": "A256GCM", "zip": "DEF", "kid": copy_id, "rev": revision}
    head = base64url.encode(orjson.dumps(header))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(_content_key(key)).encrypt(nonce, deflated(orjson.dumps(payload)), head.encode())
    parts = (nonce, sealed[:-_TAG_BYTES], sealed[-_TAG_BYTES:])
    return ".".join([head, "", *map(base64url.encode, parts)])


def open_copy(key: bytes, copy_id: str, sealed: str, least_revision: int = 0) -> dict[str, Any]:
    """The content of a JWE that is exactly this copy, at this revision or later; raises ``UnsealError``."""
    try:
        head, none, *rest = sealed.split(".")
        nonce, content, tag = map(base64url.decode, rest)
        header = json.loads(base64url.decode(head))
        expected = {"alg": "dir", "enc": "A256GCM", "zip": "DEF", "kid": copy_id, "rev": header.get("rev")}
        is_ours = header == expected and type(header["rev"]) is int and header["rev"] >= least_revision
        if none or not is_ours or (len(nonce), len(tag)) != (_NONCE_BYTES, _TAG_BYTES):
            raise UnsealError
        opened = inflated(AESGCM(_content_key(key)).decrypt(nonce, content + tag, head.encode()))
    except (ValueError, AttributeError, InvalidTag, zlib.error):
        raise UnsealError from None
    return read_payload(opened)


def read_payload(content: bytes) -> dict[str, Any]:
    """The JSON object in what was opened; raises ``UnsealError``."""
    try:
        payload = json.loads(content)
    except ValueError:
        raise UnsealError from None
    if not isinstance(payload, dict):
        raise UnsealError
    return payload


def seal_words(shown_proof: bytes, copy_id: str, words: str) -> bytes:
    """What is to be read once a copy was stopped: kept so that only who shows the proof lets it be read."""
    return seal(_derived(shown_proof, b"pocket-plan copy words 1"), words.encode(), plan_id=copy_id, **_WORDS)


def open_words(shown_proof: bytes, copy_id: str, sealed: bytes) -> str:
    """The words again; raises ``UnsealError``."""
    key = _derived(shown_proof, b"pocket-plan copy words 1")
    return unseal(key, sealed, plan_id=copy_id, **_WORDS).decode()


def deflated(content: bytes) -> bytes:
    """Raw DEFLATE (RFC 1951)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, RAW)
    return packer.compress(content) + packer.flush()


def inflated(content: bytes) -> bytes:
    """The opposite of ``deflated``; raises ``zlib.error`` or ``ValueError``."""
    unpacker = zlib.decompressobj(RAW)
    opened = unpacker.decompress(content, MOST_BYTES)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("not whole, or too large")
    return opened


def _content_key(key: bytes) -> bytes:
    return _derived(key, b"pocket-plan copy content 1")


def _derived(key: bytes, purpose: bytes) -> bytes:
    """32 bytes for one purpose: HKDF-SHA256 (RFC 5869), empty salt; the same in a browser's WebCrypto."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)

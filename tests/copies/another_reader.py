"""Sealed copies as another program reads them: joserfc, with a key derived by hand."""

import hmac
import json
from typing import Any

from joserfc import jwe
from joserfc.jwk import OctKey
from joserfc.registry import HeaderParameter

_REGISTRY = jwe.JWERegistry(header_registry={"rev": HeaderParameter("Revision of the plan", "int")})


def content_key(key: bytes) -> bytes:
    """HKDF-SHA256 of one block with an empty salt (RFC 5869)."""
    extracted = hmac.digest(bytes(32), key, "sha256")
    return hmac.digest(extracted, b"pocket-plan copy content 1\x01", "sha256")


def opened(key: bytes, sealed: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The protected header and the content."""
    found = jwe.decrypt_compact(sealed, OctKey.import_key(content_key(key)), registry=_REGISTRY)
    assert found.plaintext is not None
    return dict(found.protected), json.loads(found.plaintext)

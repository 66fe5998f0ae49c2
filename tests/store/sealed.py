"""Records as a vault would hand them to a store: nothing in them can be read."""

import secrets
from typing import Any

from pwa.store.base import CopyRecord, Holder, PlanRecord


def plan_record(**parts: Any) -> PlanRecord:
    holder = Holder(
        id=secrets.token_hex(16),
        kind="device",
        public=secrets.token_bytes(32),
        sealed_key=secrets.token_bytes(80),
        removal_hash=secrets.token_bytes(32),
        day="2026-01-31",
    )
    code = Holder(id=secrets.token_hex(16), kind="recovery", public=b"p" * 32, sealed_key=b"k" * 80)
    plain: dict[str, Any] = {
        "plan_id": secrets.token_hex(16),
        "revision": 1,
        "schema": 1,
        "sealed": secrets.token_bytes(1052),
        "holders": (holder, code),
    }
    return PlanRecord(**{**plain, **parts})


def copy_record(**parts: Any) -> CopyRecord:
    plain: dict[str, Any] = {
        "copy_id": secrets.token_hex(16),
        "plan_id": secrets.token_hex(16),
        "revision": 1,
        "made_from": 7,
        "sealed": secrets.token_bytes(1052),
        "proof_hash": secrets.token_bytes(32),
        "opened": ("2026-01-31",),
    }
    return CopyRecord(**{**plain, **parts})

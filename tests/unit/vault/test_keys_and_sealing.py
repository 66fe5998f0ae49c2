"""Keys and seals: known answers from other programs, and everything that must not open."""

import hmac
import json
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.store.base import Holder
from pwa.vault.cookies import DeviceCookie, parse_cookie
from pwa.vault.keys import derive, key_pair, new_key, open_sealed_key, seal_to
from pwa.vault.sealing import NONCE_BYTES, STEP_BYTES, TAG_BYTES, UnsealError, pad, seal, unpad, unseal

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
PLAN = {"plan_id": "ab" * 16, "revision": 7, "schema": 1}
KEY = bytes(range(32))


def hkdf(material: bytes, purpose: bytes) -> bytes:
    """RFC 5869 for one block and an empty salt, by hand."""
    return hmac.digest(hmac.digest(bytes(32), material, "sha256"), purpose + b"\x01", "sha256")


def holder(public: bytes, sealed_key: bytes) -> Holder:
    return Holder(id="d", kind="device", public=public, sealed_key=sealed_key)


def test_derivation_gives_the_known_answer() -> None:
    vector = VECTORS["derive"]
    parts = [bytes.fromhex(part) for part in vector["parts"]]
    assert derive(parts, vector["purpose"].encode()).hex() == vector["key"]
    assert bytes(key_pair(parts).public_key).hex() == vector["public"]


@given(parts=st.lists(st.binary(max_size=40), min_size=1, max_size=4), purpose=st.binary(max_size=20))
def test_derivation_is_hkdf_of_the_parts_with_their_lengths(parts: list[bytes], purpose: bytes) -> None:
    material = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    assert derive(parts, purpose) == hkdf(material, purpose)


def test_no_two_lists_of_secrets_give_the_same_key() -> None:
    lists = [[b"ab"], [b"a", b"b"], [b"", b"ab"], [b"ab", b""], [b"b", b"a"]]
    assert len({derive(parts, b"x") for parts in lists}) == len(lists)
    assert derive([b"ab"], b"x") != derive([b"ab"], b"y")


def test_a_sealed_key_of_another_program_opens() -> None:
    vector, device = VECTORS["sealed_key"], VECTORS["derive"]
    known = holder(bytes.fromhex(device["public"]), bytes.fromhex(vector["sealed"]))
    parts = [bytes.fromhex(part) for part in device["parts"]]
    assert open_sealed_key(known, parts) == bytes.fromhex(vector["plan_key"])


def test_a_sealed_key_opens_for_its_holder_alone() -> None:
    mine, other, plan_key = new_key(), new_key(), new_key()
    public = bytes(key_pair([mine]).public_key)
    sealed = seal_to(public, plan_key)
    assert open_sealed_key(holder(public, sealed), [mine]) == plan_key
    assert open_sealed_key(holder(public, sealed), [other]) is None
    assert open_sealed_key(holder(public, sealed), [mine, b"a PIN too"]) is None
    assert open_sealed_key(holder(bytes(32), sealed), [mine]) is None
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        assert open_sealed_key(holder(public, changed), [mine]) is None
    assert open_sealed_key(holder(public, b""), [mine]) is None


def test_a_seal_of_another_program_opens() -> None:
    vector = VECTORS["sealed"]
    bound = {name: vector[name] for name in ("plan_id", "revision", "schema")}
    content = unseal(bytes.fromhex(vector["key"]), b64decode(vector["sealed"]), **bound)
    assert content.decode() == vector["content"]


@given(content=st.binary(max_size=3 * STEP_BYTES))
def test_what_is_sealed_comes_back_and_tells_little_of_its_size(content: bytes) -> None:
    sealed = seal(KEY, content, **PLAN)
    assert unseal(KEY, sealed, **PLAN) == content
    assert (len(sealed) - NONCE_BYTES - TAG_BYTES) % STEP_BYTES == 0
    assert unpad(pad(content)) == content


def test_a_seal_opens_for_its_key_plan_revision_and_schema_alone() -> None:
    sealed = seal(KEY, b"words", **PLAN)
    with pytest.raises(UnsealError):
        unseal(bytes(32), sealed, **PLAN)
    for other in ({"plan_id": "ac" * 16}, {"revision": 8}, {"schema": 2}):
        with pytest.raises(UnsealError):
            unseal(KEY, sealed, **{**PLAN, **other})


def test_not_one_byte_of_a_seal_may_change() -> None:
    sealed = seal(KEY, b"words", **PLAN)
    for place in range(len(sealed)):
        with pytest.raises(UnsealError):
            unseal(KEY, sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], **PLAN)
        with pytest.raises(UnsealError):
            unseal(KEY, sealed[:place], **PLAN)


def test_every_seal_has_its_own_nonce() -> None:
    assert len({seal(KEY, b"words", **PLAN)[:NONCE_BYTES] for _ in range(2_000)}) == 2_000


def test_zeros_without_an_end_are_not_a_padding() -> None:
    for padded in (b"", bytes(STEP_BYTES), b"words" + bytes(5)):
        with pytest.raises(UnsealError):
            unpad(padded)


@given(
    plan=st.binary(min_size=16, max_size=16),
    device=st.binary(min_size=16, max_size=16),
    key=st.binary(min_size=32, max_size=32),
)
def test_a_cookie_reads_back(plan: bytes, device: bytes, key: bytes) -> None:
    cookie = DeviceCookie(plan_id=plan.hex(), device_id=device.hex(), key=key)
    assert parse_cookie(cookie.text()) == cookie
    assert cookie.text().rpartition(".")[2] not in repr(cookie)
    assert repr(key) not in repr(cookie)


@pytest.mark.parametrize("change", [
    lambda text: "", lambda text: text[:-1], lambda text: text + "A", lambda text: text + "=", lambda text: text + "\n",
    lambda text: text.replace(".", ":"), lambda text: text.upper(), lambda text: "." + text, lambda text: text[1:],
    lambda text: text.replace("a", "\u0430"), lambda text: text.replace("1", "\u0661"),
])  # fmt: skip
def test_what_is_not_a_cookie_is_none(change: object) -> None:
    text = DeviceCookie(plan_id="a1" * 16, device_id="b1" * 16, key=KEY).text()
    assert callable(change)
    assert parse_cookie(change(text)) is None


@given(text=st.text(max_size=150))
def test_nothing_typed_as_a_cookie_breaks_the_reader(text: str) -> None:
    assert parse_cookie(text) is None

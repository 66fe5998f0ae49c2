"""Sealed copies: another program reads ours, and whatever is not exactly this copy opens nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from pwa.share import base64url, inside, link
from pwa.share.sealing import mark, open_copy, open_words, proof, seal_copy, seal_words
from pwa.vault.sealing import UnsealError
from tests.copies import another_reader

VECTORS = json.loads((Path(__file__).parents[2] / "copies" / "sealed.json").read_text("utf-8"))
GOOD = VECTORS["good"]
KEY = base64url.decode(GOOD["key"])
READ_BY = ("key", "copy_id", "sealed", "least_revision")


def read(item: dict[str, Any]) -> dict[str, Any]:
    asked = {**{name: GOOD[name] for name in READ_BY}, **{name: item[name] for name in READ_BY if name in item}}
    return open_copy(base64url.decode(asked.pop("key")), **asked)


def test_the_good_one_opens_to_its_content() -> None:
    assert read(GOOD) == GOOD["payload"]
    assert read({"least_revision": GOOD["revision"]}) == GOOD["payload"]
    assert another_reader.opened(KEY, GOOD["sealed"])[1] == GOOD["payload"]
    assert base64url.encode(proof(KEY)) == GOOD["proof"]
    assert base64url.encode(another_reader.content_key(KEY)) == GOOD["content_key"]


@pytest.mark.parametrize("item", VECTORS["bad"], ids=lambda item: item["name"])
def test_nothing_else_opens(item: dict[str, Any]) -> None:
    with pytest.raises(UnsealError):
        read(item)


def test_not_one_letter_may_change() -> None:
    sealed = GOOD["sealed"]
    for place, letter in enumerate(sealed):
        for other in {"A", "B", ".", "="} - {letter}:
            with pytest.raises(UnsealError):
                read({"sealed": sealed[:place] + other + sealed[place + 1 :]})


def test_what_we_seal_is_read_by_another_program() -> None:
    sealed = seal_copy(KEY, GOOD["copy_id"], 7, GOOD["payload"])
    header, content = another_reader.opened(KEY, sealed)
    assert header == {"alg": "dir", "enc": "A256GCM", "zip": "DEF", "kid": GOOD["copy_id"], "rev": 7}
    assert content == GOOD["payload"] == open_copy(KEY, GOOD["copy_id"], sealed, 7)
    assert sealed != seal_copy(KEY, GOOD["copy_id"], 7, GOOD["payload"])


def test_every_seal_has_its_own_nonce() -> None:
    nonces = {seal_copy(KEY, GOOD["copy_id"], 7, {}).split(".")[2] for _ in range(1_000)}
    assert len(nonces) == 1_000


def test_the_words_of_a_stopped_copy_are_read_with_its_proof_alone() -> None:
    sealed = seal_words(proof(KEY), GOOD["copy_id"], "I changed my number.")
    assert b"number" not in sealed
    assert open_words(proof(KEY), GOOD["copy_id"], sealed) == "I changed my number."
    for shown, copy_id in ((proof(bytes(32)), GOOD["copy_id"]), (proof(KEY), "other")):
        with pytest.raises(UnsealError):
            open_words(shown, copy_id, sealed)


def test_a_mark_tells_two_contents_apart_to_a_holder_of_the_key_alone() -> None:
    assert mark(KEY, {"a": 1, "b": 2}) == mark(KEY, {"b": 2, "a": 1})
    assert len({mark(KEY, {"a": 1}), mark(KEY, {"a": 2}), mark(bytes(32), {"a": 1})}) == 3


def test_a_link_reads_back_and_nothing_else_is_one() -> None:
    assert link.make("https://plan.example.org", GOOD["copy_id"], KEY) == GOOD["link"]
    assert link.parse(f" {GOOD['link']}\n") == (GOOD["copy_id"], KEY)
    start = GOOD["link"].partition("#")[0]
    for key in VECTORS["bad_keys"]:
        assert link.parse(f"{start}#{key}") is None
    for wrong in ("", start, GOOD["link"].replace("/s/", "/x/"), GOOD["link"].replace("https", "javascript")):
        assert link.parse(wrong) is None


def test_a_copy_inside_an_address_reads_back_and_nothing_else_is_one() -> None:
    assert inside.read(VECTORS["inside"]["link"]) == VECTORS["inside"]["payload"]
    for wrong in VECTORS["bad_inside"]:
        with pytest.raises(UnsealError):
            inside.read(wrong)

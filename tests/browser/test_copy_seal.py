"""A sealed copy is opened as it was sealed by another hand, and everything that is wrong with one is refused."""

import base64
import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.sealed_copy import b64, copy_of, jwe, proof_of
from tests.browser.twin import Twin, opened
from tests.conftest import ROOT, Server

KEY = bytes(range(32))
ID = b64(bytes(range(16)))
PROOF = "-fXVbuQMZkf1mR68M6ZTgCmqoMAZZZjtFgTeUstGdWQ"  # by hand from HMAC (RFC 5869)
OPEN = """async (_, given) => {
  const { key, sealed, id, least } = given;
  const { keysOf } = await import(`${given.folder}/copy_keys.js`);
  const { unseal } = await import(`${given.folder}/copy_seal.js`);
  try {
    const keys = await keysOf(key);
    const opened = await unseal(sealed, keys.content, { id, least });
    return { proof: keys.proof, isOpen: keys.content.extractable, ...opened };
  } catch (error) {
    return { refused: error.reason ?? String(error) };
  }
}"""

Open = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def twin(chromium: Browser, shared_server: Server) -> Iterator[Twin]:
    with opened(chromium, shared_server) as twin:
        yield twin


@pytest.fixture
def unseal(twin: Twin) -> Open:
    """A function that opens a sealed copy in the browser."""

    def unseal(sealed: str, *, key: bytes | str = KEY, id: str = ID, least: int = 0) -> dict[str, Any]:
        given = {
            "key": key if isinstance(key, str) else b64(key),
            "sealed": sealed,
            "id": id,
            "least": least,
            "folder": twin.folder,
        }
        answer: dict[str, Any] = twin.ask(OPEN, given)
        return answer

    return unseal


def test_copy_reads_as_it_was_sealed(unseal: Open) -> None:
    copy = copy_of(name="Ṡam 🚀")
    assert unseal(jwe(KEY, ID, copy, rev=7)) == {"proof": proof_of(KEY), "isOpen": False, "rev": 7, "copy": copy}


def test_proof_is_the_one_that_was_worked_out_once(unseal: Open) -> None:
    assert unseal(jwe(KEY, ID, copy_of()))["proof"] == PROOF


def without(text: str, part: int, change: Callable[[str], str]) -> str:
    parts = text.split(".")
    parts[part] = change(parts[part])
    return ".".join(parts)


def other_last(text: str) -> str:
    """Another spelling of the same bytes: bits that belong to no byte are set."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + letters[letters.index(text[-1]) + 1]


def flipped(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


GOOD = jwe(KEY, ID, copy_of(), rev=3)
HEAD = json.loads(base64.urlsafe_b64decode(GOOD.split(".")[0] + "=="))


@pytest.mark.parametrize(
    ("sealed", "reason"),
    [
        pytest.param("", "parts", id="nothing"),
        pytest.param(GOOD.rpartition(".")[0], "parts", id="no tag"),
        pytest.param(GOOD[:-1], "encoding", id="a letter short"),
        pytest.param(without(GOOD, 4, lambda _: "A" * 20), "parts", id="short tag"),
        pytest.param(without(GOOD, 4, other_last), "encoding", id="another spelling of the tag"),
        pytest.param(without(GOOD, 4, lambda text: text + "=="), "encoding", id="padding"),
        pytest.param(without(GOOD, 2, lambda text: text + "A" * 4), "parts", id="long iv"),
        pytest.param(without(GOOD, 2, flipped), "tag", id="another iv"),
        pytest.param(without(GOOD, 3, flipped), "tag", id="another word"),
        pytest.param(without(GOOD, 3, lambda text: text[: len(text) // 8 * 4]), "tag", id="half of it"),
        pytest.param(without(GOOD, 4, flipped), "tag", id="another tag"),
        pytest.param(without(GOOD, 1, lambda _: "AAAA"), "parts", id="an encrypted key"),
        pytest.param(without(GOOD, 0, lambda _: b64(json.dumps({**HEAD, "rev": 4}).encode())), "tag", id="header"),
        pytest.param(without(GOOD, 0, lambda _: b64(b"[]")), "content", id="header is no object"),
        pytest.param(jwe(KEY, ID, copy_of(), alg="A256KW"), "header", id="alg"),
        pytest.param(jwe(KEY, ID, copy_of(), enc="A128GCM"), "header", id="enc"),
        pytest.param(jwe(KEY, ID, copy_of(), zip=None), "header", id="no zip"),
        pytest.param(jwe(KEY, ID, copy_of(), crit=["exp"]), "header", id="crit"),
        pytest.param(jwe(KEY, ID, copy_of(), rev=-1), "header", id="rev below zero"),
        pytest.param(jwe(KEY, ID, copy_of(), kid=None), "header", id="no kid"),
        pytest.param(jwe(KEY, b64(os.urandom(16)), copy_of()), "other_copy", id="the copy of someone else"),
        pytest.param(jwe(KEY, ID, copy_of(), rev=1), "older", id="an older one again"),
        pytest.param(jwe(os.urandom(32), ID, copy_of(), rev=3), "tag", id="another key"),
        pytest.param(jwe(KEY, ID, b"{", rev=3), "content", id="no JSON"),
        pytest.param(jwe(KEY, ID, b"\xff{}", rev=3), "content", id="no UTF-8"),
        pytest.param(jwe(KEY, ID, {**copy_of(), "v": 2}, rev=3), "newer", id="a newer form"),
        pytest.param(jwe(KEY, ID, {**copy_of(), "plan": {}}, rev=3), "content", id="no plan"),
        pytest.param(jwe(KEY, ID, b" " * 2_000_000, rev=3), "content", id="grows without end"),
    ],
)
def test_what_is_wrong_is_refused(unseal: Open, sealed: str, reason: str) -> None:
    assert unseal(sealed, least=2) == {"refused": reason}


@pytest.mark.parametrize("key", ["", b64(KEY)[:-1], other_last(b64(KEY)), b64(KEY[:31]), b64(KEY) + "A", "é" * 43])
def test_key_that_is_not_spelled_right_is_refused(unseal: Open, key: str) -> None:
    assert unseal(GOOD, key=key) == {"refused": "encoding"}


VECTORS = json.loads((ROOT / "tests/copies/sealed.json").read_text("utf-8"))
INSIDE = """async (_, { folder, digits }) => {
  const { copyInside } = await import(`${folder}/copy_seal.js`);
  return copyInside(digits).catch((error) => ({ refused: error.reason ?? String(error) }));
}"""


def test_vectors_open_as_in_every_other_reader(unseal: Open) -> None:
    good = VECTORS["good"]
    opened = unseal(good["sealed"], key=good["key"], id=good["copy_id"], least=good["least_revision"])
    assert (opened["rev"], opened["copy"]) == (good["revision"], good["payload"])
    names = {"sealed": "sealed", "key": "key", "id": "copy_id", "least": "least_revision"}
    for bad in VECTORS["bad"]:
        one = {**good, **bad}
        refused = unseal(**{name: one[key] for name, key in names.items()})
        assert "refused" in refused, bad["name"]
    assert [key for key in VECTORS["bad_keys"] if "refused" not in unseal(good["sealed"], key=key)] == []


def test_copy_inside_a_code_opens_and_anything_else_does_not(twin: Twin) -> None:
    def inside(link: str) -> dict[str, Any]:
        given = {"folder": twin.folder, "digits": link.partition("#")[2]}
        answer: dict[str, Any] = twin.ask(INSIDE, given)
        return answer

    opened = inside(VECTORS["inside"]["link"])
    assert opened == {**VECTORS["inside"]["payload"], "may_keep": False, "is_inside": True}
    assert [link for link in VECTORS["bad_inside"] if "refused" not in inside(link)] == []

"""Copies over HTTP: one answer for everyone without the key, plain ones for those who have it."""

import asyncio
import json
from dataclasses import replace

import pytest

from pwa.api.copies import REFUSAL_SECONDS
from pwa.plan.changes import parse_change
from pwa.share import base64url, link, qr
from pwa.share.sealing import open_copy, proof
from pwa.share.terms import Terms
from pwa.vault.cookies import parse_cookie
from tests.copies import another_reader

STEP = {
    "kind": "add", "section": "coping", "entry": "c" * 32, "revision": f"{'c' * 32}:1", "content": {"text": "Tea"}
}  # fmt: skip
TERMS = Terms(label="my sister", name="Sam", sections=("coping",))
WRONG = base64url.encode(bytes(32))
PHONE = "ab" * 16


@pytest.fixture
def cookie(access, copies):
    return access.create([parse_change(STEP)]).cookie


@pytest.fixture
def copy(copies, cookie):
    return copies.make(cookie, TERMS)


def proof_of(copy):
    return base64url.encode(proof(copy.key))


async def opening(phone, copy, **more):
    return await phone.post(f"/api/copies/{copy.id}/open", json={"proof": proof_of(copy), **more})


def reason(reply):
    return reply.status_code, reply.json()["reason"]


async def test_a_copy_is_opened_with_nothing_but_its_link(browse, copy):
    phone = await browse()
    reply = await opening(phone, copy)
    assert reply.status_code == 200
    assert set(reply.json()) == {"copy"}
    header, content = another_reader.opened(copy.key, reply.json()["copy"])
    assert header["kid"] == copy.id
    assert content["plan"]["sections"]["coping"][0]["content"] == {"text": "Tea"}
    assert "set-cookie" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"
    assert "content-encoding" not in reply.headers


async def test_everyone_without_the_key_gets_one_and_the_same_answer(browse, copies, cookie, copy):
    phone = await browse()
    ended = copies.make(cookie, replace(TERMS, until="2026-01-01"))
    stopped = copies.make(cookie, TERMS)
    copies.stop(cookie, stopped.id, words="Ask me")
    locked = copies.make(cookie, replace(TERMS, passcode="blue"))
    asked = [
        *((one.id, {"proof": WRONG}) for one in (copy, ended, stopped, locked)),
        ("A" * 22, {"proof": WRONG}),
        ("abc", {"proof": proof_of(copy)}),
        (stopped.id, {"proof": proof_of(copy), "passcode": "blue", "keeping": PHONE}),
        *((copy.id, {"proof": wrong}) for wrong in (None, 1, "", "é", proof_of(copy) + "=", ["x"])),
        (copy.id, {}),
    ]
    answers = set()
    for copy_id, body in asked:
        for method, path in (("POST", "open"), ("DELETE", "keeping")):
            loop = asyncio.get_running_loop()
            start = loop.time()
            sent = {"keeping": PHONE, **body} if method == "DELETE" else body
            reply = await phone.request(method, f"/api/copies/{copy_id}/{path}", json=sent)
            assert loop.time() - start >= REFUSAL_SECONDS
            answers.add((reply.status_code, reply.content, tuple(sorted(reply.headers.items()))))
    nothing = await phone.get("/api/nothing")
    assert answers == {(404, nothing.content, tuple(sorted(nothing.headers.items())))}


async def test_with_the_key_one_is_told_what_became_of_it(browse, copies, cookie):
    phone = await browse()
    ended = await opening(phone, copies.make(cookie, replace(TERMS, until="2026-01-01")))
    assert (*reason(ended), ended.json()["ended"]) == (410, "copy_expired", "2026-01-01")
    assert "2026-01-01" in ended.json()["detail"]
    for words in ("", "Ask {me}"):
        copy = copies.make(cookie, TERMS)
        copies.stop(cookie, copy.id, words=words)
        stopped = await opening(phone, copy)
        assert (*reason(stopped), stopped.json()["words"]) == (410, "copy_stopped", words or None)


async def test_passcodes_are_asked_for_counted_and_paused(browse, copies, cookie):
    phone = await browse()
    copy = copies.make(cookie, replace(TERMS, passcode="Blue Door"))
    assert reason(await opening(phone, copy)) == (401, "passcode_needed")
    assert (await opening(phone, copy, passcode="blue door")).status_code == 200
    for left in reversed(range(10)):
        wrong = await opening(phone, copy, passcode="red")
        assert (*reason(wrong), wrong.json()["left"]) == (401, "passcode_wrong", left)
    for passcode in ("red", "blue door"):
        assert reason(await opening(phone, copy, passcode=passcode)) == (423, "copy_paused")
    copies.let_go_on(cookie, copy.id)
    assert (await opening(phone, copy, passcode="blue door")).status_code == 200


@pytest.mark.parametrize("passcode", ["x\ud800", "\0", " ", "é" * 200, "𝔹lue"])
async def test_whatever_is_typed_as_a_passcode_is_a_wrong_one(browse, copies, cookie, passcode):
    phone = await browse()
    copy = copies.make(cookie, replace(TERMS, passcode="Blue Door"))
    body = json.dumps({"proof": proof_of(copy), "passcode": passcode})
    headers = {"Content-Type": "application/json"}
    reply = await phone.post(f"/api/copies/{copy.id}/open", content=body, headers=headers)
    assert reason(reply) == (401, "passcode_wrong")


async def test_of_a_hundred_wrong_passcodes_at_once_exactly_ten_count(browse, copies, cookie):
    phone = await browse()
    copy = copies.make(cookie, replace(TERMS, passcode="Blue Door"))
    replies = await asyncio.gather(*(opening(phone, copy, passcode=f"{number}") for number in range(100)))
    reasons = [reply.json()["reason"] for reply in replies]
    assert (reasons.count("passcode_wrong"), reasons.count("copy_paused")) == (10, 90)


async def test_a_phone_keeps_the_copy_and_lets_it_go(browse, copies, cookie, copy):
    phone = await browse()
    for _ in range(2):
        assert (await opening(phone, copy, keeping=PHONE)).status_code == 200
    assert copies.all(cookie)[0].phones == 1
    for _ in range(2):
        gone = await phone.request(
            "DELETE", f"/api/copies/{copy.id}/keeping", json={"proof": proof_of(copy), "keeping": PHONE}
        )
        assert (gone.status_code, gone.content) == (204, b"")
    assert copies.all(cookie)[0].phones == 0


@pytest.mark.parametrize(
    "body", [{"passcode": 5}, {"passcode": "x" * 201}, {"keeping": "x"}, {"keeping": 5}, {"keeping": "AB" * 16}]
)
async def test_what_is_not_understood_is_so_whether_there_is_a_copy_or_not(browse, copy, body):
    phone = await browse()
    replies = [
        await phone.post(f"/api/copies/{copy_id}/open", json={"proof": proof_of(copy), **body})
        for copy_id in (copy.id, "A" * 22)
    ]
    assert [reason(reply) for reply in replies] == [(400, "unreadable")] * 2
    assert replies[0].content == replies[1].content


async def test_letting_go_needs_the_mark_of_a_phone(browse, copy):
    phone = await browse()
    reply = await phone.request("DELETE", f"/api/copies/{copy.id}/keeping", json={"proof": proof_of(copy)})
    assert reason(reply) == (400, "unreadable")


async def test_another_site_can_open_nothing(browse, copy):
    phone = await browse()
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    reply = await phone.post(f"/api/copies/{copy.id}/open", json={"proof": proof_of(copy)}, headers=headers)
    assert reason(reply) == (403, "cross_site")


async def test_one_network_can_not_go_on_for_ever(browse, copies, cookie, copy):
    phone = await browse(openings_per_hour=30)
    assert [(await opening(phone, copy)).status_code for _ in range(4)] == [200] * 4  # it is at hand
    others = [f"{number:022}" for number in range(31)]
    found = [(await phone.post(f"/api/copies/{one}/open", json={"proof": WRONG})).status_code for one in others]
    assert found == [404] * 30 + [429]
    assert (await opening(phone, copy)).status_code == 200


async def test_a_phone_that_may_no_longer_keep_a_copy_is_told_so_and_may_read_it(browse, copies):
    phone = await browse()
    await phone.post("/api/plans", json={"language": "en"})
    (text,) = phone.cookies.values()
    copy = copies.make(parse_cookie(text), replace(TERMS, may_keep=False))
    refused = await opening(phone, copy, keeping="ab" * 16)
    assert (refused.status_code, refused.json()["reason"]) == (403, "not_to_keep")
    assert (await opening(phone, copy)).status_code == 200


async def test_the_owners_phone_is_told_what_it_needs_to_show_the_codes(browse, copies, access, batch, adding):
    phone = await browse(base_url="https://plan.example.org", origin="https://plan.example.org")
    made = (await phone.post("/api/plans", json={"language": "en"})).json()
    assert (await phone.get("/api/plans/mine")).json()["shared"] == []
    (text,) = phone.cookies.values()
    cookie = parse_cookie(text)
    etag = (await phone.get("/api/plans/mine")).headers["etag"]
    copy = copies.make(cookie, replace(TERMS, until="2126-01-01"))
    copies.make(cookie, replace(TERMS, until="2026-01-01"))
    plan = await phone.get("/api/plans/mine", headers={"If-None-Match": etag})
    (shared,) = plan.json()["shared"]
    assert shared.pop("code") == qr.packed(link.make("https://plan.example.org", copy.id, copy.key))
    assert shared == {"id": copy.id, "label": "my sister", "sections": ["coping"], "until": "2126-01-01", "left": []}
    assert plan.json()["copies"] == 1
    changed = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], adding("Walk")))
    assert changed.json()["shared"][0]["id"] == copy.id
    sealed = (await opening(phone, copy)).json()["copy"]
    assert open_copy(copy.key, copy.id, sealed)["plan"]["sections"]["coping"][0]["content"] == {"text": "Walk"}
    copies.stop(cookie, copy.id)
    assert (await phone.get("/api/plans/mine")).json()["shared"] == []


@pytest.mark.parametrize("origin", ["http://localhost:8080", "https://plan.example.org"])
async def test_without_a_base_url_links_start_as_the_owner_came(browse, copies, origin):
    phone = await browse(origin)
    await phone.post("/api/plans", json={"language": "en"})
    (text,) = phone.cookies.values()
    copy = copies.make(parse_cookie(text), TERMS)
    (shared,) = (await phone.get("/api/plans/mine")).json()["shared"]
    assert shared["code"] == qr.packed(link.make(origin, copy.id, copy.key))


async def test_the_table_of_sections_for_copies_is_public_and_is_asked_after(browse):
    phone = await browse()
    reply = await phone.get("/s/sections.json")
    assert {section["id"] for section in reply.json()} >= {"contacts", "past", "choices"}
    again = await phone.get("/s/sections.json", headers={"If-None-Match": reply.headers["etag"]})
    assert again.status_code == 304

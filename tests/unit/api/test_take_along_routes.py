"""The file to take along over HTTP: what it holds, what it never holds, and that it comes in whole or not at all."""

import json
from base64 import b64encode
from typing import Any

import httpx
import orjson
import pytest

from pwa.api import cookies
from pwa.plan.changes import parse_change
from pwa.plan.limits import FILE_BYTES
from pwa.share import base64url
from pwa.share.terms import Terms
from pwa.vault import passphrase

WORDS = "garden-window-lemon"
ADDRESS = "/api/plans/mine/file"


def sent(file: bytes | dict[str, Any], **more: Any) -> dict[str, Any]:
    raw = file if isinstance(file, bytes) else orjson.dumps(file)
    return {"file": b64encode(raw).decode(), **more}


async def taken(client: httpx.AsyncClient) -> dict[str, Any]:
    reply = await client.post(ADDRESS, json={})
    assert reply.status_code == 200, reply.text
    file: dict[str, Any] = reply.json()
    return file


def texts(file: dict[str, Any]) -> list[str]:
    return [entry["content"]["text"] for entry in file["sections"].get("coping", ())]


@pytest.fixture
async def owner(browse, make_plan, batch, adding):
    """A browser profile whose plan has two steps."""
    client = await browse()
    made = await make_plan(client)
    await client.post("/api/plans/mine/changes", json=batch(made["plan"], adding("Tea"), adding("Walk")))
    return client


@pytest.fixture
async def other(browse, make_plan):
    """Another profile with a fresh plan."""
    client = await browse()
    await make_plan(client)
    return client


async def test_the_file_holds_the_plan_and_is_kept_by_nothing_on_the_way(owner):
    reply = await owner.post(ADDRESS, json={})
    assert texts(reply.json()) == ["Tea", "Walk"]
    assert reply.headers["cache-control"] == "no-store"


async def test_no_key_no_device_and_no_copy_is_in_the_file(owner, access, copies):
    ((_, cookie),) = cookies.held(owner.cookies).items()
    code = access.make_recovery_code(cookie)
    copy = copies.make(cookie, Terms(label="LABEL-OF-A-COPY", sections=("coping",)))
    found = access.look(cookie)
    told = json.dumps(await taken(owner))
    secrets = [
        found.plan_key.hex(),
        base64url.encode(found.plan_key),
        copy.id,
        base64url.encode(copy.key),
        copy.key.hex(),
    ]
    for secret in (*secrets, *cookie.text().split("."), code, code.split()[0], "LABEL-OF-A-COPY", "device", "key"):
        assert secret not in told, secret


@pytest.mark.parametrize("how", ["join", "replace"])
async def test_a_file_is_looked_at_and_then_brought_in(owner, other, how):
    file = await taken(owner)
    look = await other.post(f"{ADDRESS}/look?language=en", json=sent(file))
    assert look.json()["told"]["new"] == "2 things are new."
    assert [row["there"] for row in look.json()["new"]] == ["Tea", "Walk"]
    assert texts(await taken(other)) == []
    assert (await other.post(f"{ADDRESS}/bring", json=sent(file, how=how))).status_code == 200
    assert texts(await taken(other)) == ["Tea", "Walk"]


async def test_a_sealed_file_comes_back_with_its_passphrase_and_with_no_other(owner, other):
    sealed = (await owner.post(ADDRESS, json={"passphrase": WORDS})).content
    assert passphrase.is_sealed(sealed)
    reasons = []
    for typed in ({}, {"passphrase": ""}, {"passphrase": "garden-window"}):
        reply = await other.post(f"{ADDRESS}/look", json=sent(sealed, **typed))
        reasons.append((reply.status_code, reply.json()["reason"]))
    assert reasons == [(400, "passphrase_needed")] * 2 + [(403, "passphrase_wrong")]
    await other.post(f"{ADDRESS}/bring", json=sent(sealed, passphrase=WORDS, how="join"))
    assert texts(await taken(other)) == ["Tea", "Walk"]


async def test_a_short_passphrase_seals_nothing(owner):
    reply = await owner.post(f"{ADDRESS}?language=en", json={"passphrase": "short"})
    assert (reply.status_code, reply.json()["reason"]) == (400, "passphrase_short")
    assert "12 letters" in reply.json()["detail"]


async def test_a_file_that_passes_a_limit_changes_nothing(owner, other):
    file = await taken(owner)
    (entry,) = file["sections"]["coping"][:1]
    many = [{**entry, "id": f"{number:032x}", "content": {"text": "x" * 1_900}} for number in range(150)]
    full = {**file, "sections": {"coping": [entry], "safe": many}}
    reply = await other.post(f"{ADDRESS}/bring?language=en", json=sent(full, how="join"))
    assert (reply.status_code, reply.json()["reason"]) == (413, "plan_too_large")
    assert texts(await taken(other)) == []


@pytest.mark.parametrize("size", [FILE_BYTES + 1, 2 * FILE_BYTES])
async def test_a_file_over_the_limit_is_refused_and_says_why(owner, size):
    reply = await owner.post(f"{ADDRESS}/look?language=en", json=sent(b" " * size))
    assert (reply.status_code, reply.json()["reason"]) == (413, "file_too_large")
    assert "2 MB" in reply.json()["detail"]


async def test_a_file_of_one_megabyte_is_read(owner):
    raw = orjson.dumps(await taken(owner))
    reply = await owner.post(f"{ADDRESS}/look", json=sent(raw + b" " * (FILE_BYTES - len(raw))))
    assert reply.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"file": 7},
        {"file": "not base64!"},
        {"file": "ä"},
        {"file": None},
        {"file": "", "passphrase": 7},
        {"file": "e30="},
    ],
)
async def test_what_is_no_file_is_refused(owner, body):
    for what, more in (("look", {}), ("bring", {"how": "join"})):
        reply = await owner.post(f"{ADDRESS}/{what}", json={**body, **more})
        assert reply.status_code == 400
    assert texts(await taken(owner)) == ["Tea", "Walk"]


@pytest.mark.parametrize("how", [None, "merge", 7, ["join"]])
async def test_another_way_to_bring_it_in_is_refused(owner, how):
    reply = await owner.post(f"{ADDRESS}/bring", json=sent(await taken(owner), how=how))
    assert (reply.status_code, reply.json()["reason"]) == (400, "unreadable")


@pytest.mark.parametrize("how", ["join", "replace"])
async def test_ones_own_file_notes_no_earlier_text_a_second_time(owner, access, how):
    ((_, cookie),) = cookies.held(owner.cookies).items()

    def happened() -> list[str]:
        return [item.what.value for item in access.earlier.all(access.look(cookie))]

    where = {"kind": "edit", "section": "coping", "entry": access.look(cookie).plan.entries("coping")[0].id}
    for seq in range(1, 13):
        change = {**where, "revision": f"{'d' * 32}:{seq}", "content": {"text": f"Tea {seq}"}}
        based = access.look(cookie).plan.entries("coping")[0].now.revision
        access.change(cookie, [parse_change({**change, "based_on": based})])
    before, file = happened(), await taken(owner)
    assert len(file["sections"]["coping"][0]["earlier"]) == 12
    assert (await owner.post(f"{ADDRESS}/bring", json=sent(file, how=how))).status_code == 200
    assert happened() == before


async def test_without_the_plans_cookie_there_is_no_file(browse, owner):
    stranger = await browse()
    for what in ("", "/look", "/bring"):
        reply = await stranger.post(f"{ADDRESS}{what}", json=sent(b"{}", how="join"))
        assert reply.status_code == 401


async def test_another_site_gets_no_file(owner):
    reply = await owner.post(
        ADDRESS, json={}, headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    )
    assert reply.status_code == 403


async def test_files_of_who_has_no_plan_keep_nobody_from_theirs(browse, make_plan):
    client = await browse(files_per_hour=2)
    await make_plan(client)
    file = await taken(client)
    stranger = await browse()
    stranger.cookies.set("p_abcdefgh", f"{'1' * 32}.{'2' * 32}.{'x' * 43}")
    tries = [(await stranger.post(f"{ADDRESS}/look", json=sent(file))).status_code for _ in range(3)]
    assert tries == [401, 401, 401]
    assert (await client.post(f"{ADDRESS}/look", json=sent(file))).status_code == 200


async def test_files_are_counted_by_network_address(browse, make_plan):
    client = await browse(files_per_hour=2)
    await make_plan(client)
    file = await taken(client)
    statuses = [(await client.post(f"{ADDRESS}/look", json=sent(file))).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert (await client.post(ADDRESS, json={"passphrase": WORDS})).status_code == 429
    assert (await client.post(ADDRESS, json={})).status_code == 200

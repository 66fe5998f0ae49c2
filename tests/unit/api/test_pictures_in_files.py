"""Pictures in the file that an owner takes along: they go out with the plan, and come in once, or nothing does."""

from base64 import b64encode
from importlib.resources import files
from json import loads
from typing import Any

import httpx
import jsonschema_rs
import orjson
import pytest

from pwa.plan.limits import FILE_BYTES
from pwa.plan.pictures import PICTURE_BYTES, PICTURES
from tests.unit.api.test_picture_routes import ADDRESS, added, webp
from tests.unit.api.test_take_along_routes import ADDRESS as FILE
from tests.unit.api.test_take_along_routes import sent, taken

SCHEMA = jsonschema_rs.Draft202012Validator(loads((files("pwa.plan") / "plan_file.schema.json").read_text("utf-8")))
ONE = {"id": "1" * 32, "words": "My dog", "picture": b64encode(webp()).decode()}


async def brought(client: httpx.AsyncClient, file: dict[str, Any], how: str = "join") -> httpx.Response:
    return await client.post(f"{FILE}/bring", json=sent(file, how=how))


async def described(client: httpx.AsyncClient) -> list[str]:
    return [one["words"] for one in (await client.get("/api/plans/mine")).json().get("pictures", [])]


async def test_pictures_go_out_and_come_in_once(browse, make_plan):
    owner, other = await browse(), await browse()
    for client in (owner, other):
        await make_plan(client)
    assert "pictures" not in await taken(owner)
    first, _ = await added(owner, webp()), await added(owner, webp((30, 30)))
    await owner.put(f"{ADDRESS}/{first}", json={"words": "My dog"})
    file = await taken(owner)
    assert [str(error) for error in SCHEMA.iter_errors(file)] == []
    look = await other.post(f"{FILE}/look", json=sent(file))
    assert look.json()["pictures"] == "It has 2 pictures. Those that are not in your plan yet are added."
    for how in ("join", "replace", "join"):
        for client in (owner, other):
            assert (await brought(client, file, how)).status_code == 200
            assert await described(client) == ["My dog", ""]
    assert [one["id"] for one in (await taken(other))["pictures"]] == [one["id"] for one in file["pictures"]]
    here = (await other.get("/api/plans/mine")).json()["pictures"][0]["id"]
    await other.put(f"{ADDRESS}/{here}", json={"words": "Our dog"})
    await brought(other, file)
    assert await described(other) == ["Our dog", ""]


async def test_a_picture_that_can_not_be_read_keeps_no_word_from_going_along(browse, make_plan, access, adding, batch):
    client = await browse()
    made = await make_plan(client)
    await client.post("/api/plans/mine/changes", json=batch(made["plan"], adding("Tea")))
    one = await added(client, webp())
    access.store.pictures.delete(made["plan"], one)
    file = await taken(client)
    assert file["sections"]["coping"]
    assert "pictures" not in file


@pytest.mark.parametrize(
    ("pictures", "reason"),
    [
        ([ONE, ONE], "no_plan_file"),
        ([{**ONE, "id": "x"}], "no_plan_file"),
        ([{**ONE, "camera": "x"}], "no_plan_file"),
        ({}, "no_plan_file"),
        ([{**ONE, "picture": b64encode(bytes(PICTURE_BYTES + 1)).decode()}], "file_too_large"),
        ([{**ONE, "id": f"{n:032x}"} for n in range(PICTURES + 1)], "file_too_large"),
        ([{**ONE, "id": f"{n:032x}"} for n in range(PICTURES)], "too_many_pictures"),
        ([{**ONE, "words": "x" * 201}], "entry_too_long"),
    ],
)
async def test_nothing_of_a_file_comes_in_when_a_picture_can_not(pictures, reason, browse, make_plan):
    client = await browse()
    await make_plan(client)
    await added(client, webp())
    file = await taken(client)
    entry = {"id": "2" * 32, "content": {"text": "Tea"}, "revision": f"{'3' * 32}:1"}
    reply = await brought(client, {**file, "sections": {**file["sections"], "coping": [entry]}, "pictures": pictures})
    assert reply.json()["reason"] == reason
    plan = (await client.get("/api/plans/mine")).json()
    assert ("coping" in plan["sections"], len(plan["pictures"])) == (False, 1)


async def test_a_damaged_picture_is_named_and_left_out_and_all_else_comes_in(browse, make_plan):
    client = await browse()
    await make_plan(client)
    entry = {"id": "2" * 32, "content": {"text": "Tea"}, "revision": f"{'3' * 32}:1"}
    pictures = [
        ONE,
        {"id": "2" * 32, "words": "The sea", "picture": ONE["picture"][:40]},
        {"id": "3" * 32, "picture": "%"},
        {**ONE, "id": "4" * 32, "words": "Our house"},
    ]
    file = {**await taken(client), "sections": {"coping": [entry]}, "pictures": pictures}
    said = "Left out, because it can’t be read as a picture: The sea and picture 3."
    assert (await client.post(f"{FILE}/look", json=sent(file))).json()["unread"] == said
    reply = await brought(client, file)
    assert (reply.status_code, reply.json()["unread"]) == (200, said)
    plan = (await client.get("/api/plans/mine")).json()
    assert [one["content"]["text"] for one in plan["sections"]["coping"]] == ["Tea"]
    assert await described(client) == ["My dog", "Our house"]
    for whole in ({**file, "pictures": [ONE]}, {**file, "pictures": []}):
        assert (await brought(client, whole)).json()["unread"] == ""


async def test_pictures_make_a_file_larger_but_no_room_for_more_words(browse, make_plan):
    client = await browse()
    await make_plan(client)
    noise = b64encode(webp((400, 400))).decode()
    pictures = [{"id": f"{n:032x}", "picture": noise} for n in range(PICTURES)]
    file = {**await taken(client), "pictures": pictures}
    assert len(orjson.dumps(file)) > 2**20
    reply = await brought(client, file)
    assert reply.status_code == 200, reply.text
    long = {**file, "pictures": [], "day": "x" * FILE_BYTES}
    reply = await brought(client, long)
    assert (reply.status_code, reply.json()["reason"]) == (413, "file_too_large")

"""Earlier versions over HTTP: for the owner's phone, asked for when the plan says so, without what was deleted."""

import pytest

from pwa.api.cookies import find
from pwa.plan.changes import parse_change

HELPER = "sam"


async def ready(browse, make_plan, batch):
    phone = await browse()
    made = await make_plan(phone)
    step = {"section": "coping", "entry": "1" * 32}

    async def send(start, *changes):
        reply = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], *changes, start=start))
        assert {one["result"] for one in reply.json()["results"]} <= {"done"}
        return reply.json()

    await send(1, {"kind": "add", **step, "content": {"text": "Tea"}})
    return phone, step, send


async def earlier(phone):
    reply = await phone.get("/api/plans/mine/earlier")
    assert reply.status_code == 200
    return reply.json()


async def test_the_plan_says_when_there_is_more_and_what_comes_belongs_to_it(browse, make_plan, batch):
    phone, step, send = await ready(browse, make_plan, batch)
    before = (await phone.get("/api/plans/mine")).json()
    plan = await send(2, {"kind": "edit", **step, "content": {"text": "Mint tea"}, "based_on": f"{'ab' * 16}:1"})
    found = await earlier(phone)
    assert plan["happened"] == found["happened"] != before["happened"]
    assert [(one["what"], one.get("before", {}).get("content")) for one in found["items"][-2:]] == [
        ("added", None),
        ("changed", {"text": "Tea"}),
    ]
    assert found["devices"] == [{"id": plan["device"], "name": ""}]
    ticked = await send(3, {"kind": "tick", **step, "outcome": "helped"})
    assert ticked["happened"] == plan["happened"], "a tick is nothing to ask for"


async def test_deleted_words_are_gone_from_what_a_phone_gets(browse, make_plan, batch):
    phone, step, send = await ready(browse, make_plan, batch)
    await send(2, {"kind": "edit", **step, "content": {"text": "Mint"}, "based_on": f"{'ab' * 16}:1"})
    await send(3, {"kind": "delete", **step, "based_on": f"{'ab' * 16}:2"})
    found = await earlier(phone)
    assert [one["what"] for one in found["items"] if one["section"] == "coping"] == ["deleted"]
    assert "Tea" not in str(found)


@pytest.mark.parametrize(("words", "by"), [("Soup", HELPER), ("Soup of mine", "me")])
async def test_words_stay_anothers_only_where_they_are_known_to_be(browse, make_plan, batch, access, words, by):
    phone, step, send = await ready(browse, make_plan, batch)
    _, cookie = find(phone.cookies, "mine")
    soup = {"kind": "edit", **step, "revision": f"{'cd' * 16}:1", "by": HELPER, "content": {"text": "Soup"}}
    access.change(cookie, [parse_change({**soup, "based_on": f"{'ab' * 16}:1"})], keeps_voices=True)
    await send(2, {"kind": "edit", **step, "content": {"text": "Tea"}, "based_on": f"{'cd' * 16}:1"})
    plan = await send(
        3, {"kind": "edit", **step, "by": HELPER, "content": {"text": words}, "based_on": f"{'ab' * 16}:2"}
    )
    assert [(one["content"]["text"], one["by"]) for one in plan["sections"]["coping"]] == [(words, by)]


async def test_without_the_plans_cookie_there_is_nothing(browse, make_plan, batch):
    phone, _, _ = await ready(browse, make_plan, batch)
    other = await browse()
    await make_plan(other)
    assert "Tea" not in str(await earlier(other))
    stranger = await browse()
    assert (await stranger.get("/api/plans/mine/earlier")).status_code == 401
    slot = (await phone.get("/api/plans/mine")).json()["slot"]
    assert (await stranger.get(f"/api/plans/{slot}/earlier")).status_code == 401

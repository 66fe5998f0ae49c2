"""Make, read, change, bring back, delete: over HTTP, as a phone does."""

import asyncio

import pytest

from pwa.api import plans
from pwa.api.cookies import find

STEPS = ("Tea", "Walk to the gate")


def texts(plan):
    return [entry["content"]["text"] for entry in plan["sections"].get("coping", ())]


async def test_a_plan_that_was_made_is_read_changed_and_read_again(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    changed = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], *map(adding, STEPS)))
    assert [one["result"] for one in changed.json()["results"]] == ["done", "done"]
    plan = (await phone.get("/api/plans/mine")).json()
    assert texts(plan) == list(STEPS)
    assert (plan["plan"], plan["slot"], plan["device"]) == (made["plan"], made["slot"], made["device"])
    assert (plan["devices"], plan["copies"], plan["restored"], plan["has_code"]) == (1, 0, False, False)


async def test_the_language_and_country_of_the_first_page_are_in_the_plan(browse, make_plan):
    phone = await browse()
    await make_plan(phone)
    settings = (await phone.get("/api/plans/mine")).json()["sections"]["settings"]
    assert {entry["id"]: entry["content"]["value"] for entry in settings} == {"language": "en", "region": "GB"}


async def test_sending_twice_does_nothing_more(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    body = batch(made["plan"], adding("Tea"))
    first = await phone.post("/api/plans/mine/changes", json=body)
    again = await phone.post("/api/plans/mine/changes", json=body)
    assert first.json()["results"] == again.json()["results"]
    assert texts(again.json()) == ["Tea"]


async def test_the_slot_names_the_plan_as_well(browse, make_plan):
    phone = await browse()
    made = await make_plan(phone)
    assert (await phone.get(f"/api/plans/{made['slot']}")).json()["plan"] == made["plan"]
    assert (await phone.get("/api/plans/aaaaaaaa")).status_code == 401


async def test_a_phone_that_has_the_newest_plan_is_told_so_without_it(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    etag = (await phone.get("/api/plans/mine")).headers["etag"]
    unchanged = await phone.get("/api/plans/mine", headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    changed = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], adding("Tea")))
    assert (await phone.get("/api/plans/mine", headers={"If-None-Match": etag})).status_code == 200
    newer = changed.headers["etag"]
    assert (await phone.get("/api/plans/mine", headers={"If-None-Match": newer})).status_code == 304


@pytest.mark.parametrize(
    ("origin", "name", "is_secure"),
    [
        ("https://plan.example.org", "__Host-p_", True),
        ("http://localhost", "p_", False),
        ("http://127.0.0.1", "p_", False),
    ],
)
async def test_the_cookie_is_bound_and_lasts_400_days_and_is_renewed_on_use(browse, make_plan, origin, name, is_secure):
    phone = await browse(origin)
    made = await phone.post("/api/plans", json={"language": "en"})
    read = await phone.get("/api/plans/mine")
    for reply in (made, read):
        cookie = reply.headers["set-cookie"]
        assert cookie.startswith(f"{name}{made.json()['slot']}=")
        attributes = set(cookie.split("; ")[1:])
        expected = {"HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=lax"} | ({"Secure"} if is_secure else set())
        assert attributes == expected


async def test_behind_a_proxy_that_says_nothing_the_base_url_decides(browse):
    phone = await browse("http://plan.example.org", base_url="https://plan.example.org")
    made = await phone.post("/api/plans", json={"language": "en"})
    assert "Secure" in made.headers["set-cookie"]


async def test_no_plan_is_made_at_an_address_without_https(browse):
    phone = await browse("http://192.168.1.20:8080")
    for path, body in (("/api/plans", {"language": "en"}), ("/api/recovery", {"code": "one two"})):
        refused = await phone.post(path, json=body)
        assert (refused.status_code, refused.json()["reason"]) == (403, "needs_https")
        assert "set-cookie" not in refused.headers


async def test_a_browser_keeps_one_own_plan(browse, make_plan):
    phone = await browse()
    await make_plan(phone)
    refused = await phone.post("/api/plans", json={"language": "en"})
    assert (refused.status_code, refused.json()["reason"]) == (409, "already_here")


async def test_a_cookie_that_opens_nothing_any_more_is_replaced(browse, make_plan):
    phone = await browse()
    made = await make_plan(phone)
    other = await browse()
    other.cookies.update(phone.cookies)
    await other.request("DELETE", "/api/plans/mine", json={"sure": True})
    gone = await phone.get("/api/plans/mine")
    assert (gone.status_code, gone.json()["reason"]) == (410, "removed")
    again = await make_plan(phone)
    assert again["plan"] != made["plan"]
    assert (await phone.get("/api/plans/mine")).json()["plan"] == again["plan"]
    assert len(phone.cookies) == 1


async def test_without_a_cookie_nothing_is_opened(browse):
    phone = await browse()
    for reply in (
        await phone.get("/api/plans/mine"),
        await phone.post("/api/plans/mine/changes", json={"plan": "a" * 32, "outbox": "b" * 32, "changes": []}),
        await phone.request("DELETE", "/api/plans/mine", json={"sure": True}),
    ):
        assert (reply.status_code, reply.json()["reason"]) == (401, "no_plan")


@pytest.mark.parametrize("part", [0, 1, 2])
async def test_a_cookie_with_one_changed_part_opens_nothing(browse, make_plan, part):
    mine, stranger = await browse(), await browse()
    made = await make_plan(mine)
    await make_plan(stranger)
    parts = [cookies.get(name).split(".") for cookies in (mine.cookies, stranger.cookies) for name in cookies]
    parts[0][part] = parts[1][part]
    forged = await browse()
    forged.cookies.set(f"p_{made['slot']}", ".".join(parts[0]))
    refused = await forged.get("/api/plans/mine")
    assert (refused.status_code, refused.json()["reason"]) == (401, "not_allowed")
    assert "sections" not in refused.text


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("https://plan.example.org", "p_{}"),
        ("http://localhost", "__Host-p_{}"),
        ("http://192.168.1.20:8080", "p_{}"),
        ("http://192.168.1.20:8080", "__Host-p_{}"),
    ],
)
async def test_a_cookie_that_we_would_not_have_set_here_is_not_looked_at(browse, make_plan, origin, name):
    maker = await browse()
    made = await make_plan(maker)
    (text,) = maker.cookies.values()
    elsewhere = await browse(origin)
    cookie = f"other=1; {name.format(made['slot'])}={text}"
    refused = await elsewhere.get("/api/plans/mine", headers={"Cookie": cookie})
    assert (refused.status_code, refused.json()["reason"]) == (401, "no_plan")


@pytest.fixture
async def two_cookies(browse, make_plan, batch, adding):
    """A browser with a dead cookie that sorts before the live one, and one that opens nothing at all after it."""
    phone, gone = await browse(), await browse()
    made = await make_plan(phone)
    await make_plan(gone)
    (dead,) = gone.cookies.values()
    await gone.request("DELETE", "/api/plans/mine", json={"sure": True})
    for slot in ("22222222", "zzzzzzzz"):
        phone.cookies.set(f"p_{slot}", dead)
    return phone, made


async def test_a_dead_cookie_hides_no_living_plan(two_cookies, batch, adding):
    phone, made = two_cookies
    changed = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], adding("Tea")))
    assert (changed.status_code, texts(changed.json())) == (200, ["Tea"])
    read = await phone.get("/api/plans/mine")
    assert (read.json()["plan"], read.json()["slot"]) == (made["plan"], made["slot"])


@pytest.mark.parametrize(("path", "body"), [("/api/plans", {"language": "en"}), ("/api/recovery", {"code": "a b"})])
async def test_no_new_plan_takes_the_place_of_a_living_one(two_cookies, path, body):
    phone, _ = two_cookies
    refused = await phone.post(path, json=body)
    assert (refused.status_code, refused.json()["reason"]) == (409, "already_here")
    assert "set-cookie" not in refused.headers


async def test_deleting_a_plan_deletes_the_living_one(two_cookies, access):
    phone, made = two_cookies
    gone = await phone.request("DELETE", "/api/plans/mine", json={"sure": True})
    assert gone.status_code == 204
    refused = await phone.get(f"/api/plans/{made['slot']}")
    assert (refused.status_code, refused.json()["reason"]) == (401, "not_allowed")


async def test_a_batch_holds_at_least_one_change_and_at_most_200(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    for count, status in ((0, 400), (201, 413), (200, 200)):
        steps = [{**adding("Tea"), "entry": f"{number:032x}"} for number in range(count)]
        reply = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], *steps))
        assert reply.status_code == status
    assert (await phone.get("/api/plans/mine")).json()["revision"] == 2


async def test_changes_are_counted_too(browse, make_plan, batch, adding, monkeypatch):
    monkeypatch.setattr(plans, "_CHANGES_PER_HOUR", 2)
    phone = await browse()
    body = batch((await make_plan(phone))["plan"], adding("Tea"))
    statuses = [(await phone.post("/api/plans/mine/changes", json=body)).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


async def test_changes_for_another_plan_change_nothing(browse, make_plan, batch, adding):
    phone, stranger = await browse(), await browse()
    await make_plan(phone)
    other = await make_plan(stranger)
    refused = await phone.post("/api/plans/mine/changes", json=batch(other["plan"], adding("Tea")))
    assert (refused.status_code, refused.json()["reason"]) == (409, "other_plan")
    for one in (phone, stranger):
        assert texts((await one.get("/api/plans/mine")).json()) == []


async def test_a_missing_number_is_asked_for(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    refused = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], adding("Tea"), start=3))
    assert (refused.status_code, refused.json()["reason"], refused.json()["expected"]) == (409, "gap", 1)


async def test_an_unknown_change_is_refused_and_the_others_are_done(browse, make_plan, batch, adding):
    phone = await browse()
    made = await make_plan(phone)
    unknown = {"kind": "explode", "section": "coping", "entry": "c" * 32}
    reply = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], adding("A"), unknown, adding("B")))
    assert [one["result"] for one in reply.json()["results"]] == ["done", "refused", "done"]
    assert reply.json()["results"][1]["reason"] == "unknown_kind"
    assert texts(reply.json()) == ["A", "B"]


async def test_two_devices_changing_at_once_lose_nothing(browse, make_plan, batch, adding):
    phone, tablet = await browse(), await browse()
    made = await make_plan(phone)
    tablet.cookies.update(phone.cookies)
    await asyncio.gather(
        *(
            device.post(
                "/api/plans/mine/changes", json=batch(made["plan"], adding(f"{name}{n}"), outbox=name * 32, start=1)
            )
            for n, (name, device) in enumerate([("a", phone), ("b", tablet), ("c", phone), ("d", tablet)])
        )
    )
    assert sorted(texts((await phone.get("/api/plans/mine")).json())) == ["a0", "b1", "c2", "d3"]


async def test_a_code_that_opens_nothing_says_what_is_wrong_with_it(browse):
    phone = await browse()
    reply = await phone.post("/api/recovery", json={"code": "only three words"})
    assert (reply.status_code, reply.json()["reason"]) == (400, "code_length")
    assert "{" not in reply.json()["detail"]


async def test_a_recovery_code_brings_the_plan_to_a_new_browser(browse, access, make_plan):
    phone = await browse()
    made = await make_plan(phone)
    _, cookie = find(phone.cookies, "mine")
    code = await asyncio.to_thread(access.make_recovery_code, cookie)
    other = await browse()
    brought = await other.post("/api/recovery", json={"code": code})
    assert (brought.status_code, brought.json()["plan"]) == (200, made["plan"])
    assert brought.json()["device"] != made["device"]
    plan = (await other.get("/api/plans/mine")).json()
    assert (plan["plan"], plan["devices"], plan["has_code"]) == (made["plan"], 2, True)


async def test_deleting_asks_to_be_sure_and_then_forgets_everything(browse, make_plan):
    phone = await browse()
    await make_plan(phone)
    assert (await phone.request("DELETE", "/api/plans/mine", json={})).status_code == 400
    assert (await phone.get("/api/plans/mine")).status_code == 200
    gone = await phone.request("DELETE", "/api/plans/mine", json={"sure": True})
    assert gone.status_code == 204
    assert len(phone.cookies) == 0

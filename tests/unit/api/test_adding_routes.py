"""The two routes of a new device: digits first, the cookie only when they were compared."""

import asyncio
import time

import pytest

from pwa.api import context
from pwa.api.cookies import find
from pwa.share.helpers import Helpers, Invitation
from pwa.vault.adding import Adding


@pytest.fixture
def adding(access, monkeypatch):
    """The tickets that the routes of this test know."""
    made = Adding(access)
    monkeypatch.setattr(context.Context, "adding", made)
    return made


@pytest.fixture
async def owner(browse, make_plan, access):
    phone = await browse()
    await make_plan(phone)
    _, cookie = find(phone.cookies, "mine")
    code = await asyncio.to_thread(access.make_recovery_code, cookie)
    return cookie, code


async def test_the_cookie_comes_when_the_digits_were_compared(browse, adding, owner):
    cookie, code = owner
    ticket, secret = adding.offer(cookie, code, time.time()).split(".")
    other = await browse()
    shown = (await other.post("/api/devices", json={"ticket": ticket, "secret": secret})).json()
    again = await other.post("/api/devices", json={"ticket": ticket, "secret": secret})
    assert (again.status_code, again.json()["reason"]) == (409, "ticket_used")
    asked = {"ticket": ticket, "token": shown["token"]}
    waiting = await other.post("/api/devices/ready", json=asked)
    assert (waiting.status_code, len(other.cookies)) == (202, 0)
    adding.confirm(cookie, ticket, shown["digits"], time.time())
    ready = await other.post("/api/devices/ready", json=asked)
    assert (ready.status_code, ready.json()["plan"]) == (200, cookie.plan_id)
    assert ready.json()["removal_secret"]
    assert (await other.get("/api/plans/mine")).json()["devices"] == 2
    repeated = await other.post("/api/devices/ready", json=asked)
    assert (repeated.status_code, repeated.json()["reason"]) == (409, "already_here")


@pytest.mark.parametrize("secret", ["", "x", "A" * 43])
async def test_an_unknown_ticket_is_not_there(browse, secret):
    other = await browse()
    for path, name in (("/api/devices", "secret"), ("/api/devices/ready", "token")):
        reply = await other.post(path, json={"ticket": "0" * 32, name: secret})
        assert (reply.status_code, reply.json()["reason"]) == (404, "ticket_unknown")


async def test_tries_are_counted_by_address(browse):
    other = await browse(recoveries_per_hour=2)
    replies = [await other.post("/api/devices", json={"ticket": "0" * 32, "secret": "x"}) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [404, 404, 429]
    assert int(replies[-1].headers["Retry-After"]) > 0


async def test_wrong_tries_of_others_in_the_same_network_keep_no_device_out(browse, adding, owner):
    cookie, code = owner
    stranger = await browse()
    for path, name in (("/api/devices", "secret"), ("/api/devices/ready", "token")):
        tries = [await stranger.post(path, json={"ticket": "0" * 32, name: "x"}) for _ in range(31)]
        assert tries[-1].status_code == 429
    ticket, secret = adding.offer(cookie, code, time.time()).split(".")
    other = await browse()
    shown = await other.post("/api/devices", json={"ticket": ticket, "secret": secret})
    assert shown.status_code == 200
    asked = {"ticket": ticket, "token": shown.json()["token"]}
    waits = [(await other.post("/api/devices/ready", json=asked)).status_code for _ in range(3)]
    assert waits == [202, 202, 202]
    adding.confirm(cookie, ticket, shown.json()["digits"], time.time())
    assert (await other.post("/api/devices/ready", json=asked)).status_code == 200


async def test_wrong_invitations_of_others_in_the_same_network_keep_nobody_out(browse, access, owner):
    wanted = Invitation(name="Sam", owner="Ada", sections={"coping": "write"})
    access.proofs.note(owner[0])
    secret = Helpers(access).invite(owner[0], wanted, context.today().isoformat())
    stranger = await browse()
    tries = [(await stranger.post("/api/helpers", json={"secret": "x"})).status_code for _ in range(31)]
    assert tries == [404] * 30 + [429]
    assert (await stranger.post("/api/helpers", json={"secret": secret})).status_code == 200


async def test_another_site_asks_for_nothing(browse):
    other = await browse()
    for path in ("/api/devices", "/api/devices/ready"):
        reply = await other.post(path, json={}, headers={"Origin": "http://evil.test", "Sec-Fetch-Site": "cross-site"})
        assert reply.status_code == 403

"""When a PIN is asked for again: after the time that was set, five minutes after a call, at once when locked."""

import time
from base64 import urlsafe_b64encode

import pytest

from pwa.api.cookies import find
from tests.unit.api.test_pin_routes import SECRET, phone, pin, setting

__all__ = ["phone"]

MINE = "/api/plans/mine"


@pytest.fixture
def after(monkeypatch):
    """The server's clock so many seconds from now."""
    start = time.time()
    return lambda seconds: monkeypatch.setattr(time, "time", lambda: start + seconds)


def second_cookie(phone):
    return next(cookie for cookie in phone.cookies.jar if cookie.name.startswith("u_"))


async def test_it_locks_after_the_time_that_was_set(phone, after):
    await phone.post(f"{MINE}/pin", json=setting(seconds=60))
    kept = second_cookie(phone)
    after(58)
    assert (await phone.get(MINE)).status_code == 200
    phone.cookies.jar.set_cookie(kept)
    after(62)
    assert (await phone.get(MINE)).status_code == 423


async def test_after_a_call_it_stays_open_for_five_minutes_whatever_is_asked_meanwhile(phone, after):
    await phone.post(f"{MINE}/pin", json=setting(seconds=60))
    assert (await phone.post(f"{MINE}/unlock", json={"calls": True})).status_code == 204
    after(10)
    assert (await phone.get(MINE)).status_code == 200
    before = second_cookie(phone)
    after(298)
    assert (await phone.get(MINE)).status_code == 200
    phone.cookies.jar.set_cookie(before)
    after(302)
    assert (await phone.get(MINE)).status_code == 423


async def test_a_call_opens_nothing_that_is_locked(phone):
    await phone.post(f"{MINE}/pin", json=setting())
    await phone.post(f"{MINE}/lock", json={})
    assert (await phone.post(f"{MINE}/unlock", json={"calls": True})).status_code == 423


async def test_a_second_cookie_of_before_a_lock_opens_nothing_and_the_pin_does(phone):
    await phone.post(f"{MINE}/pin", json=setting())
    before = second_cookie(phone)
    assert (await phone.post(f"{MINE}/lock", json={})).status_code == 204
    phone.cookies.jar.set_cookie(before)
    assert (await phone.get(MINE)).status_code == 423
    assert (await phone.post(f"{MINE}/unlock", json=pin(SECRET))).status_code == 204
    assert (await phone.get(MINE)).status_code == 200
    phone.cookies.jar.set_cookie(before)
    assert (await phone.get(MINE)).status_code == 423


async def test_a_lock_is_known_although_the_second_cookie_is_gone_already(phone):
    await phone.post(f"{MINE}/pin", json=setting())
    before = second_cookie(phone)
    phone.cookies.delete(before.name)
    await phone.post(f"{MINE}/lock", json={})
    phone.cookies.jar.set_cookie(before)
    assert (await phone.get(MINE)).status_code == 423


async def test_nobody_locks_a_device_whose_cookie_they_do_not_have(phone, browse):
    await phone.post(f"{MINE}/pin", json=setting())
    slot, cookie = find(dict(phone.cookies), "mine")
    stranger = await browse()
    key = urlsafe_b64encode(b"z" * 32).decode().rstrip("=")
    stranger.cookies.set(f"p_{slot}", f"{cookie.plan_id}.{cookie.device_id}.{key}")
    assert (await stranger.post(f"{MINE}/lock", json={})).status_code == 204
    assert (await phone.get(MINE)).status_code == 200

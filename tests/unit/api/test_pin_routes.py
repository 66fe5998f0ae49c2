"""A PIN over HTTP: the second cookie is there while a device is unlocked, and nothing but the right PIN makes one."""

import time
from base64 import urlsafe_b64encode
from http.cookies import SimpleCookie

import pytest
from cryptography.fernet import Fernet

from pwa.api import pins
from pwa.api.cookies import find

SECRET, OTHER = b"p" * 32, b"q" * 32
PROOF = b"r" * 32


def as_text(content):
    return urlsafe_b64encode(content).decode()


def pin(secret):
    return {"secret": as_text(secret), "seconds": 60}


def typed_again(proof=PROOF):
    return {"secret": as_text(SECRET), "proof": as_text(proof)}


def setting(secret=SECRET, **more):
    made = {"secret": as_text(secret), "salt": as_text(b"s" * 16), "storage": as_text(b"k" * 32)}
    made["proof"] = as_text(PROOF)
    return {**made, "rounds": 600_000, "seconds": 60, **more}


@pytest.fixture
async def phone(browse, make_plan, access):
    """A phone with a plan that has a recovery code."""
    phone = await browse()
    await make_plan(phone)
    _, cookie = find(dict(phone.cookies), "mine")
    phone.code = access.make_recovery_code(cookie)
    access.keep_recovery_code(cookie, phone.code)
    return phone


@pytest.fixture
async def locked(phone):
    """The same with a PIN, and locked."""
    assert (await phone.post("/api/plans/mine/pin", json=setting())).status_code == 204
    assert (await phone.post("/api/plans/mine/lock", json={})).status_code == 204
    return phone


async def test_a_pin_needs_a_recovery_code_first(browse, make_plan):
    phone = await browse()
    await make_plan(phone)
    refused = await phone.post("/api/plans/mine/pin", json=setting())
    assert (refused.status_code, refused.json()["reason"]) == (409, "needs_code")
    assert (await phone.get("/api/plans/mine")).status_code == 200


async def test_whoever_set_it_stays_unlocked_for_the_time_they_chose(phone):
    set_it = await phone.post("/api/plans/mine/pin", json=setting(seconds=900))
    [made] = [cookie for name, cookie in SimpleCookie(set_it.headers["set-cookie"]).items() if name.startswith("u_")]
    assert (made["max-age"], made["httponly"], made["samesite"]) == ("900", True, "lax")
    renewed = await phone.get("/api/plans/mine")
    assert renewed.status_code == 200
    assert any(text.startswith("u_") and "Max-Age=900" in text for text in renewed.headers.get_list("set-cookie"))


async def test_locked_nothing_is_read_changed_shown_or_deleted(locked, batch, adding):
    made = batch("0" * 32, adding("Tea"))
    tries = [
        await locked.get("/api/plans/mine"),
        await locked.post("/api/plans/mine/changes", json=made),
        await locked.post("/api/plans/mine/pin", json=setting(OTHER)),
        await locked.post("/api/plans/mine/pin", json={"off": True}),
        await locked.post("/api/plans/mine/unlock", json={}),
        await locked.post("/api/plans/mine/prove", json=typed_again()),
        await locked.request("DELETE", "/api/plans/mine", json={"sure": True}),
    ]
    assert [one.status_code for one in tries] == [423] * 7
    assert {(one.json()["reason"], one.json()["rounds"]) for one in tries} == {("locked", 600_000)}


async def test_the_right_pin_unlocks_and_a_wrong_one_is_slowed(locked):
    wrong = [await locked.post("/api/plans/mine/unlock", json=pin(OTHER)) for _ in "12345"]
    assert [(one.status_code, one.json()["seconds"]) for one in wrong] == [(403, 0)] * 4 + [(403, 30)]
    soon = await locked.post("/api/plans/mine/unlock", json=pin(SECRET))
    assert (soon.status_code, soon.json()["reason"]) == (429, "pin_too_soon")
    assert 0 < soon.json()["seconds"] <= 30


async def test_unlocked_again_all_is_as_before(locked):
    opened = await locked.post("/api/plans/mine/unlock", json=pin(SECRET))
    assert opened.status_code == 204
    assert (await locked.get("/api/plans/mine")).status_code == 200
    assert (await locked.post("/api/plans/mine/unlock", json={})).status_code == 204
    assert (await locked.post("/api/plans/mine/prove", json=typed_again())).status_code == 204
    assert (await locked.post("/api/plans/mine/pin", json={"off": True})).status_code == 204
    assert (await locked.get("/api/plans/mine")).status_code == 200
    assert not [name for name in locked.cookies if name.startswith("u_")]


async def test_who_holds_the_unlocked_phone_changes_no_pin_and_takes_none_away_without_it(phone):
    assert (await phone.post("/api/plans/mine/pin", json=setting())).status_code == 204
    for body in (setting(OTHER), {"off": True}):
        refused = await phone.post("/api/plans/mine/pin", json=body)
        assert (refused.status_code, refused.json()["reason"]) == (403, "needs_proof")
    # What an open tab keeps of the PIN shows nothing; and set once more with that, it is shown by the same as before.
    assert (await phone.post("/api/plans/mine/prove", json=typed_again(SECRET))).status_code == 403
    own = setting() | {"proof": as_text(SECRET)}
    assert (await phone.post("/api/plans/mine/pin", json=own)).status_code == 204
    assert (await phone.post("/api/plans/mine/prove", json=typed_again(SECRET))).status_code == 403
    assert (await phone.post("/api/plans/mine/pin", json={"off": True})).status_code == 403
    assert (await phone.post("/api/plans/mine/prove", json=typed_again())).status_code == 204
    assert (await phone.post("/api/plans/mine/pin", json=setting(OTHER))).status_code == 204


@pytest.mark.parametrize("other", [{"salt": as_text(b"t" * 16)}, {"rounds": 700_000}])
async def test_who_holds_the_unlocked_phone_changes_nothing_of_how_the_pin_is_asked_for(phone, other):
    assert (await phone.post("/api/plans/mine/pin", json=setting())).status_code == 204
    refused = await phone.post("/api/plans/mine/pin", json=setting(**other))
    assert (refused.status_code, refused.json()["reason"]) == (403, "needs_proof")


async def test_a_pin_that_is_typed_again_is_slowed_as_everywhere(phone):
    await phone.post("/api/plans/mine/pin", json=setting())
    wrong = [await phone.post("/api/plans/mine/prove", json=typed_again(OTHER)) for _ in "12345"]
    assert [(one.status_code, one.json()["seconds"]) for one in wrong] == [(403, 0)] * 4 + [(403, 30)]
    soon = await phone.post("/api/plans/mine/prove", json=typed_again())
    assert (soon.status_code, soon.json()["reason"]) == (429, "pin_too_soon")


async def test_tries_of_others_in_the_same_network_keep_no_owner_out(locked, browse, monkeypatch):
    monkeypatch.setattr(pins, "_TRIES_PER_HOUR", 3)
    stranger = await browse()
    stranger.cookies.set("p_abcdefgh", f"{'1' * 32}.{'2' * 32}.{as_text(b'x' * 32).rstrip('=')}")
    tries = [await stranger.post("/api/plans/mine/unlock", json=pin(OTHER)) for _ in "12345"]
    assert [one.status_code for one in tries] == [401] * 3 + [429] * 2
    assert (await locked.post("/api/plans/mine/unlock", json=pin(SECRET))).status_code == 204


async def test_nor_from_showing_the_pin_once_more_or_setting_another(phone, browse, make_plan, monkeypatch):
    monkeypatch.setattr(pins, "_TRIES_PER_HOUR", 3)
    assert (await phone.post("/api/plans/mine/pin", json=setting())).status_code == 204
    stranger = await browse()
    await make_plan(stranger)
    tries = [await stranger.post("/api/plans/mine/pin", json=setting()) for _ in "12345"]
    assert [one.status_code for one in tries] == [409] * 3 + [429] * 2
    assert (await phone.post("/api/plans/mine/prove", json=typed_again())).status_code == 204
    assert (await phone.post("/api/plans/mine/pin", json=setting(OTHER))).status_code == 204


async def test_who_holds_the_unlocked_phone_takes_no_file_along_and_puts_none_in_its_place(phone):
    await phone.post("/api/plans/mine/pin", json=setting())
    bring = {"file": as_text(b"{}"), "how": "replace"}
    for address, body in (("", {}), ("/look", bring), ("/bring", bring)):
        refused = await phone.post(f"/api/plans/mine/file{address}", json=body)
        assert (refused.status_code, refused.json()["reason"]) == (403, "needs_proof")
    assert (await phone.post("/api/plans/mine/prove", json=typed_again())).status_code == 204
    assert (await phone.post("/api/plans/mine/file", json={})).status_code == 200


async def test_locking_forgets_that_the_pin_was_typed(phone):
    await phone.post("/api/plans/mine/pin", json=setting())
    assert (await phone.post("/api/plans/mine/prove", json=typed_again())).status_code == 204
    assert (await phone.post("/api/plans/mine/lock", json={})).status_code == 204
    assert (await phone.post("/api/plans/mine/unlock", json=pin(SECRET))).status_code == 204
    assert (await phone.post("/api/plans/mine/pin", json={"off": True})).status_code == 403


async def test_a_code_that_was_only_shown_is_none_to_rest_a_pin_on(browse, make_plan, access):
    phone = await browse()
    await make_plan(phone)
    _, cookie = find(dict(phone.cookies), "mine")
    code = access.make_recovery_code(cookie)
    refused = await phone.post("/api/plans/mine/pin", json=setting())
    assert (refused.status_code, refused.json()["reason"]) == (409, "needs_code")
    assert (await phone.get("/api/plans/mine")).json()["has_code"] is False
    access.keep_recovery_code(cookie, code)
    assert (await phone.get("/api/plans/mine")).json()["has_code"] is True
    assert (await phone.post("/api/plans/mine/pin", json=setting())).status_code == 204


async def test_a_second_cookie_of_ones_own_making_tries_no_pin(locked, make_plan):
    slot = next(name for name in locked.cookies if name.startswith("p_"))[2:]
    forged = Fernet(Fernet.generate_key()).encrypt(b"d" * 16 + (60).to_bytes(4, "big") + SECRET).decode()
    for value in (forged, as_text(SECRET), ""):
        locked.cookies.set(f"u_{slot}", value)
        assert (await locked.get("/api/plans/mine")).status_code == 423


async def test_a_second_cookie_of_another_device_or_of_too_long_ago_is_none(
    phone, browse, make_plan, access, monkeypatch
):
    await phone.post("/api/plans/mine/pin", json=setting())
    name = next(name for name in phone.cookies if name.startswith("u_"))
    token = phone.cookies[name]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 301)
    assert (await phone.get("/api/plans/mine")).status_code == 423
    monkeypatch.undo()
    assert (await phone.get("/api/plans/mine")).status_code == 200

    other = await browse()
    made = await other.post("/api/recovery", json={"code": phone.code})
    await other.post("/api/plans/mine/pin", json=setting())
    await other.post("/api/plans/mine/lock", json={})
    other.cookies.set(f"u_{made.json()['slot']}", token)
    assert (await other.get("/api/plans/mine")).status_code == 423


async def test_a_locked_phone_makes_no_other_plan_and_opens_no_other_one(locked, browse, make_plan, access):
    again = await locked.post("/api/plans", json={"language": "en", "region": "GB"})
    assert (again.status_code, again.json()["reason"]) == (409, "already_here")
    other = await browse()
    await make_plan(other)
    code = access.make_recovery_code(find(dict(other.cookies), "mine")[1])
    assert (await locked.post("/api/recovery", json={"code": code})).status_code == 401


async def test_with_the_code_a_pin_is_gone_also_while_the_second_cookie_still_holds(phone):
    assert (await phone.post("/api/plans/mine/pin", json=setting())).status_code == 204
    assert (await phone.get("/api/plans/mine")).status_code == 200
    assert (await phone.post("/api/recovery", json={"code": phone.code})).status_code == 200
    assert (await phone.post("/api/plans/mine/lock", json={})).status_code == 204
    assert (await phone.get("/api/plans/mine")).status_code == 200


async def test_with_the_code_a_forgotten_pin_is_gone_and_what_the_phone_kept_opens(locked):
    back = await locked.post("/api/recovery", json={"code": locked.code})
    assert (back.status_code, back.json()["storage"]) == (200, as_text(b"k" * 32))
    plan = await locked.get("/api/plans/mine")
    assert (plan.status_code, plan.json()["devices"]) == (200, 1)


@pytest.mark.parametrize("is_lost", [True, False], ids=["the answer was lost", "the browser was closed at once"])
async def test_a_forgotten_pin_that_was_interrupted_is_mended_by_the_words_once_more(locked, is_lost):
    before = dict(locked.cookies)
    assert (await locked.post("/api/recovery", json={"code": locked.code})).status_code == 200
    if is_lost:
        locked.cookies.clear()
        locked.cookies.update(before)
    again = await locked.post("/api/recovery", json={"code": locked.code})
    assert (again.status_code, again.json().get("storage")) == (200, as_text(b"k" * 32))
    assert (await locked.get("/api/plans/mine")).json()["devices"] == 1


async def test_a_browser_that_kept_nothing_under_a_pin_takes_no_words_beside_its_plan(phone):
    refused = await phone.post("/api/recovery", json={"code": phone.code})
    assert (refused.status_code, refused.json()["reason"]) == (409, "already_here")


@pytest.mark.parametrize(
    "wrong",
    [
        {"rounds": 1000},
        {"rounds": True},
        {"secret": "x"},
        {"salt": 7},
        {"storage": "é"},
        {"seconds": -1},
        {"seconds": 1e9},
    ],
)
async def test_what_no_phone_of_ours_would_send_is_refused(phone, wrong):
    assert (await phone.post("/api/plans/mine/pin", json={**setting(), **wrong})).status_code == 400
    assert (await phone.get("/api/plans/mine")).status_code == 200

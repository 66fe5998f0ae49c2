"""A PIN: the cookie alone opens nothing, by cryptography; wrong ones slow down, survive a restart, and wipe nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.holders import DeviceRemoved, Locked, NotAllowed
from pwa.vault.keys import new_key, open_sealed_key
from pwa.vault.pin import LEAST_ROUNDS, NeedsCode, PinFactor, Pins, TriedTooSoon, WrongPin
from pwa.vault.sealing import UnsealError, unseal
from tests.store.diary import step, written

SALT = b"s" * 16


@pytest.fixture
def pins(access: PlanAccess) -> Pins:
    return Pins(access)


def factor(secret: bytes | None = None) -> PinFactor:
    return PinFactor(secret=secret or new_key(), salt=SALT, rounds=LEAST_ROUNDS, proof=b"r" * 32, storage=b"k" * 32)


@pytest.fixture
def made(access: PlanAccess) -> tuple[Opened, str]:
    """A plan with a kept recovery code."""
    first = access.create([step("Breathe out slowly")])
    code = access.make_recovery_code(first.cookie)
    access.keep_recovery_code(first.cookie, code)
    return first, code


@pytest.fixture
def locked(made: tuple[Opened, str], pins: Pins) -> tuple[DeviceCookie, PinFactor]:
    """Its cookie without the PIN's factor, and that factor."""
    asked = factor()
    pins.set(made[0].cookie, asked)
    return made[0].cookie, asked


def test_nobody_sets_a_pin_without_a_way_back(access: PlanAccess, pins: Pins) -> None:
    opened = access.create()
    with pytest.raises(NeedsCode):
        pins.set(opened.cookie, factor())
    assert access.open(opened.cookie).plan == opened.plan


def test_the_cookie_alone_opens_nothing_and_learns_how_the_pin_is_asked_for(
    locked: tuple[DeviceCookie, PinFactor], access: PlanAccess, pins: Pins
) -> None:
    cookie, asked = locked
    with pytest.raises(Locked) as told:
        access.open(cookie)
    assert told.value.more == {"salt": "c3Nzc3Nzc3Nzc3Nzc3Nzcw==", "rounds": LEAST_ROUNDS}
    for act in (lambda: access.change(cookie, []), lambda: access.delete(cookie), lambda: pins.unset(cookie)):
        with pytest.raises(Locked):
            act()
    assert written(pins.unlock(cookie, asked.secret, 0.0)) == ["Breathe out slowly"]


def test_who_has_not_the_cookies_key_is_not_told_that_there_is_a_pin(
    locked: tuple[DeviceCookie, PinFactor], access: PlanAccess, pins: Pins
) -> None:
    cookie, asked = locked
    other = DeviceCookie(plan_id=cookie.plan_id, device_id=cookie.device_id, key=new_key())
    for act in (lambda: access.open(other), lambda: pins.unlock(other, asked.secret, 0.0)):
        with pytest.raises(NotAllowed) as told:
            act()
        assert not isinstance(told.value, Locked)


def test_a_backup_of_before_and_the_cookie_open_nothing_that_is_saved_since(
    made: tuple[Opened, str], pins: Pins, store: TinyDBStore
) -> None:
    cookie = made[0].cookie
    [before] = [one for one in store.load(cookie.plan_id).record.holders if one.kind == "device"]
    pins.set(cookie, factor())
    old_key = open_sealed_key(before, (cookie.key,))
    assert old_key is not None
    record = store.load(cookie.plan_id).record
    with pytest.raises(UnsealError):
        unseal(old_key, record.sealed, plan_id=record.plan_id, revision=record.revision, schema=record.schema)


def test_wrong_ones_are_slowed_on_the_disk_and_a_right_one_starts_anew(
    locked: tuple[DeviceCookie, PinFactor], pins: Pins, store: TinyDBStore, tmp_path: Path
) -> None:
    cookie, asked = locked
    waits = []
    for _ in range(5):
        with pytest.raises(WrongPin) as wrong:
            pins.unlock(cookie, new_key(), 1000.0)
        waits.append(wrong.value.more["seconds"])
    assert waits == [0, 0, 0, 0, 30]
    store.close()
    with TinyDBStore(tmp_path / "data") as again:
        pins = Pins(PlanAccess(again))
        for now, left in ((1000.0, 30), (1029.0, 1), (900.0, 30)):
            with pytest.raises(TriedTooSoon) as soon:
                pins.unlock(cookie, asked.secret, now)
            assert soon.value.more["seconds"] == left
        now = 1030.0
        for wait in (60, 300, 900, 900):
            with pytest.raises(WrongPin) as wrong:
                pins.unlock(cookie, new_key(), now)
            assert wrong.value.more["seconds"] == wait
            now += wait
        assert pins.unlock(cookie, asked.secret, now)
        with pytest.raises(WrongPin) as wrong:
            pins.unlock(cookie, new_key(), now)
        assert wrong.value.more["seconds"] == 0
    store.open()


def test_a_pin_is_changed_and_taken_away_by_whoever_has_it(
    locked: tuple[DeviceCookie, PinFactor], pins: Pins, access: PlanAccess
) -> None:
    cookie, asked = locked
    other = factor()
    pins.prove(pins.unlock(cookie, asked.secret, 0.0).cookie, b"", asked.proof, 0.0)
    pins.set(pins.unlock(cookie, asked.secret, 0.0).cookie, other)
    with pytest.raises(WrongPin):
        pins.unlock(cookie, asked.secret, 0.0)
    pins.prove(pins.unlock(cookie, other.secret, 0.0).cookie, b"", other.proof, 0.0)
    assert pins.unset(pins.unlock(cookie, other.secret, 0.0).cookie) == cookie
    assert written(access.open(cookie)) == ["Breathe out slowly"]


def test_other_devices_are_not_asked_and_a_new_key_reaches_the_locked_one(
    made: tuple[Opened, str], pins: Pins, access: PlanAccess
) -> None:
    (first, code), asked = made, factor()
    second, third = access.recover(code), access.recover(code)
    pins.set(first.cookie, asked)
    assert access.open(second.cookie).devices == 3
    Devices(access).remove(second.cookie, third.cookie.device_id)
    assert written(pins.unlock(first.cookie, asked.secret, 0.0)) == ["Breathe out slowly"]


def test_a_locked_device_that_was_removed_is_told_so_without_its_pin(
    made: tuple[Opened, str], pins: Pins, access: PlanAccess
) -> None:
    first, code = made
    second = access.recover(code)
    pins.set(first.cookie, factor())
    Devices(access).remove(second.cookie, first.cookie.device_id)
    with pytest.raises(DeviceRemoved):
        access.open(first.cookie)


def test_a_locked_device_is_told_of_a_deleted_plan(made: tuple[Opened, str], pins: Pins, access: PlanAccess) -> None:
    first, code = made
    pins.set(first.cookie, factor())
    access.delete(access.recover(code).cookie, "2026-02-01")
    with pytest.raises(DeviceRemoved):
        access.open(first.cookie)


def test_the_recovery_code_takes_the_place_of_a_forgotten_pin_and_opens_what_the_device_kept(
    made: tuple[Opened, str], locked: tuple[DeviceCookie, PinFactor], access: PlanAccess
) -> None:
    cookie, _ = locked
    opened = access.recover(made[1], locked=cookie)
    assert (opened.devices, opened.storage) == (1, "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=")
    assert access.open(opened.cookie).storage == ""
    with pytest.raises(NotAllowed):
        access.open(cookie)


@pytest.mark.parametrize("times", [1, 2])
def test_an_answer_that_was_lost_is_given_again_and_leaves_no_device_behind(
    times: int, made: tuple[Opened, str], locked: tuple[DeviceCookie, PinFactor], access: PlanAccess
) -> None:
    cookie, _ = locked
    answers = [access.recover(made[1], locked=cookie)]
    answers += [access.recover(made[1], gone=cookie) for _ in range(times)]
    assert [(one.devices, one.storage != "") for one in answers] == [(1, True)] * (times + 1)
    assert access.open(answers[-1].cookie).devices == 1
    others = (replace(cookie, key=new_key()), replace(answers[-1].cookie, key=new_key()))
    assert [(one.devices, one.storage) for one in (access.recover(made[1], gone=other) for other in others)] == [
        (2, ""),
        (3, ""),
    ]


def test_a_locked_plan_gives_way_to_no_other_plan(locked: tuple[DeviceCookie, PinFactor], access: PlanAccess) -> None:
    other = access.create()
    code = access.make_recovery_code(other.cookie)
    with pytest.raises(NotAllowed):
        access.recover(code, locked=locked[0])
    assert access.open(other.cookie).devices == 1

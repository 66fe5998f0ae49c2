"""Who can open a plan: named, noted when used, and taken off so that nothing kept of the old key opens anything."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from pwa.share.copies import Copies
from pwa.share.terms import Terms
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.devices import Devices, Loss, NoSuchDevice
from pwa.vault.holders import DeviceRemoved, NotAllowed
from pwa.vault.keys import new_key, open_sealed_key
from pwa.vault.pin import PinFactor, Pins, WrongPin
from pwa.vault.sealing import UnsealError, unseal
from tests.store.diary import step, written

MADE, LATER = "2026-01-31", "2026-02-03"


@pytest.fixture
def devices(access: PlanAccess) -> Devices:
    return Devices(access)


@pytest.fixture
def two(access: PlanAccess) -> tuple[Opened, Opened, str]:
    """A plan on the device it was made on and on another, and its recovery code."""
    first = access.create([step("Breathe out slowly")], MADE)
    code = access.make_recovery_code(first.cookie)
    access.keep_recovery_code(first.cookie, code)
    return first, access.recover(code, LATER), code


def test_devices_are_told_apart_and_can_be_named(two: tuple[Opened, Opened, str], devices: Devices) -> None:
    first, second, _ = two
    devices.name(second.cookie, first.cookie.device_id, "  The old phone\n")
    seen = devices.all(second.cookie)
    assert [(one.name, one.added, one.is_this) for one in seen] == [("The old phone", MADE, False), ("", LATER, True)]
    devices.name(second.cookie, first.cookie.device_id, "")
    assert [one.name for one in devices.all(first.cookie)] == ["", ""]
    with pytest.raises(NoSuchDevice):
        devices.name(first.cookie, "0" * 32, "Nobody's")


def test_names_are_not_on_the_disk(
    two: tuple[Opened, Opened, str], devices: Devices, store: TinyDBStore, tmp_path: Path
) -> None:
    devices.name(two[0].cookie, two[0].cookie.device_id, "Canary tablet")
    files = [path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert files
    assert not any(b"Canary" in content for content in files)


def test_use_is_noted_once_a_day(two: tuple[Opened, Opened, str], access: PlanAccess, devices: Devices) -> None:
    first = two[0].cookie
    before = access.open(first)
    noted = devices.note(first, before, LATER)
    assert (before.used, noted.used) == (MADE, LATER)
    assert noted.revision > before.revision
    assert devices.note(first, noted, LATER) is noted
    assert [one.used for one in devices.all(first)] == [LATER, LATER]


def test_day_of_the_newest_device_is_told_where_there_are_several(two: tuple[Opened, Opened, str]) -> None:
    first, second, _ = two
    assert (first.added, second.added) == ("", LATER)


def test_removed_device_opens_nothing_and_is_told_so_by_its_own_secret(
    two: tuple[Opened, Opened, str], access: PlanAccess, devices: Devices
) -> None:
    first, second, code = two
    assert second.removal_secret
    after = devices.remove(first.cookie, second.cookie.device_id)
    assert (after.devices, after.added) == (1, "2026-02-03")
    for act in (access.open, access.look, access.delete, devices.all, access.make_recovery_code):
        with pytest.raises(DeviceRemoved) as told:
            act(second.cookie)
        assert told.value.more == {"removal": sha256(second.removal_secret.encode()).hexdigest()}
    assert written(access.open(first.cookie)) == written(access.recover(code)) == ["Breathe out slowly"]


def test_only_who_has_the_devices_key_is_told_of_its_removal(
    two: tuple[Opened, Opened, str], access: PlanAccess, devices: Devices
) -> None:
    first, second, _ = two
    devices.remove(first.cookie, second.cookie.device_id)
    for wrong in (replace(second.cookie, key=new_key()), replace(second.cookie, device_id=first.cookie.device_id)):
        with pytest.raises(NotAllowed) as refused:
            access.open(wrong)
        assert type(refused.value) is NotAllowed


def test_key_that_a_removed_device_had_opens_neither_file(
    two: tuple[Opened, Opened, str], access: PlanAccess, devices: Devices, store: TinyDBStore, tmp_path: Path
) -> None:
    first, second, _ = two
    holder = next(one for one in store.load(first.plan.id).record.holders if one.id == second.cookie.device_id)
    old_key = open_sealed_key(holder, (second.cookie.key,))
    assert old_key
    devices.remove(first.cookie, second.cookie.device_id)

    def cannot_be_opened() -> None:
        record = store.load(first.plan.id).record
        assert second.cookie.device_id not in [one.id for one in record.holders]
        with pytest.raises(UnsealError):
            unseal(old_key, record.sealed, plan_id=record.plan_id, revision=record.revision, schema=record.schema)

    cannot_be_opened()
    (newest,) = (path for path in (tmp_path / "data" / "plans").rglob("*.json"))
    newest.write_bytes(b"{")
    cannot_be_opened()


def test_own_device_and_one_that_is_gone_can_not_be_removed(two: tuple[Opened, Opened, str], devices: Devices) -> None:
    first, second, _ = two
    with pytest.raises(NoSuchDevice):
        devices.remove(first.cookie, first.cookie.device_id)
    devices.remove(first.cookie, second.cookie.device_id)
    with pytest.raises(NoSuchDevice):
        devices.remove(first.cookie, second.cookie.device_id)


def test_copies_open_as_before_after_a_device_was_removed(
    two: tuple[Opened, Opened, str], access: PlanAccess, devices: Devices
) -> None:
    first, second, _ = two
    copies = Copies(access, lambda: LATER)
    copy = copies.make(first.cookie, Terms(label="Grace", sections=("coping",)))
    devices.remove(first.cookie, second.cookie.device_id)
    access.change(first.cookie, [step("Cold water")])
    assert [one.copy.key for one in copies.all(first.cookie)] == [copy.key]
    assert not copies.all(first.cookie)[0].is_damaged


def test_devices_of_a_deleted_plan_are_told(two: tuple[Opened, Opened, str], access: PlanAccess) -> None:
    first, second, code = two
    assert second.removal_secret
    access.delete(first.cookie, LATER)
    with pytest.raises(DeviceRemoved) as told:
        access.open(second.cookie)
    assert told.value.more == {"removal": sha256(second.removal_secret.encode()).hexdigest()}
    with pytest.raises(NotAllowed) as refused:
        access.recover(code)
    assert type(refused.value) is NotAllowed


def test_unreadable_note_of_a_deletion_refuses_like_any_other(
    two: tuple[Opened, Opened, str], access: PlanAccess, tmp_path: Path
) -> None:
    first, second, _ = two
    access.delete(first.cookie, LATER)
    notes = [path for path in (tmp_path / "data" / "deleted").rglob("*.json*") if path.is_file()]
    assert notes
    for note in notes:
        note.write_bytes(b"{")
    with pytest.raises(NotAllowed) as refused:
        access.open(second.cookie)
    assert type(refused.value) is NotAllowed


def test_what_is_to_be_done_after_a_loss_is_known_for_a_week_on_every_device_until_it_is_done(
    access: PlanAccess, devices: Devices
) -> None:
    first = access.create([step("Breathe out slowly")], MADE)
    code = access.make_recovery_code(first.cookie)
    access.keep_recovery_code(first.cookie, code)
    given, lost, tablet = (access.recover(code, MADE).cookie for _ in range(3))
    devices.name(first.cookie, lost.device_id, "The old phone")
    known = Copies(access).make(first.cookie, Terms(label="Grace", sections=("coping",)))
    devices.remove(first.cookie, given.device_id, LATER)
    assert devices.last_loss(first.cookie, LATER) is None
    devices.remove(first.cookie, lost.device_id, LATER, is_lost=True)
    Copies(access).make(first.cookie, Terms(label="Made since", sections=("coping",)))
    for cookie in (first.cookie, tablet):
        assert devices.last_loss(cookie, "2026-02-10") == Loss(name="The old phone", number=2, copies=(known.id,))
        assert devices.last_loss(cookie, "2026-02-11") is None
    devices.settle_loss(tablet)
    assert devices.last_loss(first.cookie, LATER) is None


@pytest.mark.parametrize("how", ["taken off", "forgotten PIN"])
def test_what_was_counted_for_a_device_goes_with_it(
    how: str, two: tuple[Opened, Opened, str], access: PlanAccess, devices: Devices, tmp_path: Path
) -> None:
    first, second, code = two
    pins = Pins(access)
    pins.set(
        second.cookie, PinFactor(secret=b"p" * 32, salt=b"s" * 16, rounds=600_000, proof=b"r" * 32, storage=b"k" * 32)
    )
    with pytest.raises(WrongPin):
        pins.unlock(second.cookie, b"q" * 32, 1_000.0)
    assert list((tmp_path / "data" / "counters").glob("*/*/*.json"))
    if how == "taken off":
        devices.remove(first.cookie, second.cookie.device_id, LATER)
    else:
        access.recover(code, LATER, locked=second.cookie)
    assert not list((tmp_path / "data" / "counters").glob("*/*/*"))

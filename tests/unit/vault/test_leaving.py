"""A device lets its plan go: nothing that it had opens anything; all else that opens the plan stays."""

from pathlib import Path

import pytest

from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.devices import Devices
from pwa.vault.holders import DeviceRemoved
from pwa.vault.keys import open_sealed_key
from pwa.vault.leaving import LastDevice, leave
from pwa.vault.proofs import NeedsProof
from pwa.vault.proving import prove_by_words
from pwa.vault.sealing import UnsealError, unseal
from pwa.vault.unsealed import Unsealed
from tests.store.diary import step, written

DAY = "2026-11-29"


@pytest.fixture
def first(access: PlanAccess) -> Opened:
    return access.create([step("Breathe out slowly")], DAY)


def keep_words(access: PlanAccess, opened: Opened) -> str:
    code = access.make_recovery_code(opened.cookie)
    access.keep_recovery_code(opened.cookie, code)
    return code


def test_the_only_device_stays_while_no_words_were_kept(access: PlanAccess, first: Opened) -> None:
    access.make_recovery_code(first.cookie)  # made, and not said to be kept
    with pytest.raises(LastDevice):
        leave(access, first.cookie, DAY)
    assert written(access.open(first.cookie)) == ["Breathe out slowly"]


def test_kept_words_open_the_plan_after_the_only_device_let_it_go(access: PlanAccess, first: Opened) -> None:
    code = keep_words(access, first)
    leave(access, first.cookie, DAY)
    with pytest.raises(DeviceRemoved):
        access.open(first.cookie)
    assert written(access.recover(code)) == ["Breathe out slowly"]


def test_the_only_device_asks_for_words_that_count(access: PlanAccess, first: Opened) -> None:
    keep_words(access, first)
    access.proofs.forget(first.cookie.device_id)
    theirs = keep_words(access, first)
    with pytest.raises(NeedsProof):
        leave(access, first.cookie, DAY)
    access.edit(first.cookie, lambda found: found.with_holders(*found.devices(), found.codes()[-1]))
    with pytest.raises(LastDevice):  # the words that wait may be another's
        leave(access, first.cookie, DAY)
    assert access.recover(theirs)


def test_of_two_devices_one_goes_without_words(access: PlanAccess, first: Opened) -> None:
    access.recover(keep_words(access, first))
    access.proofs.forget(first.cookie.device_id)
    leave(access, first.cookie, DAY)


@pytest.mark.parametrize("is_deleted", [False, True])
def test_it_is_gone_too_when_another_device_changes_the_key_meanwhile(
    access: PlanAccess, first: Opened, store: TinyDBStore, *, is_deleted: bool
) -> None:
    code = keep_words(access, first)
    second, third = access.recover(code).cookie, access.recover(code).cookie
    elsewhere = PlanAccess(store)
    acts = [lambda: elsewhere.delete(second) if is_deleted else Devices(elsewhere).remove(second, third.device_id)]
    prove_by_words(elsewhere, second, code, 0.0)

    def meanwhile(found: Unsealed) -> Unsealed:
        if acts:
            acts.pop()()
        return found

    access.follow_with(meanwhile)
    leave(access, first.cookie, DAY)
    with pytest.raises(DeviceRemoved):
        access.open(first.cookie)


def test_other_devices_and_words_stay_and_the_old_key_opens_no_file(
    access: PlanAccess, first: Opened, store: TinyDBStore, tmp_path: Path
) -> None:
    code = keep_words(access, first)
    second = access.recover(code)
    holder = next(one for one in store.load(first.plan.id).record.holders if one.id == first.cookie.device_id)
    former = open_sealed_key(holder, (first.cookie.key,))
    assert former
    leave(access, first.cookie, DAY)
    assert written(access.open(second.cookie)) == ["Breathe out slowly"]
    assert access.open(second.cookie).devices == 1
    for path in (tmp_path / "data").glob("plans/*/*/*.json"):
        path.write_bytes(b"")  # the one before it
    record = store.load(first.plan.id).record
    assert all(open_sealed_key(one, (first.cookie.key,)) is None for one in record.holders)
    with pytest.raises(UnsealError):
        unseal(former, record.sealed, plan_id=record.plan_id, revision=record.revision, schema=record.schema)
    assert access.recover(code).plan.id == first.plan.id


def test_of_two_devices_without_kept_words_one_stays(access: PlanAccess, first: Opened) -> None:
    second = access.recover(access.make_recovery_code(first.cookie))  # whoever typed them has them
    access.make_recovery_code(second.cookie)
    access.edit(second.cookie, lambda found: found.with_holders(*found.devices()))
    leave(access, first.cookie, DAY)
    with pytest.raises(LastDevice):
        leave(access, second.cookie, DAY)
    assert written(access.open(second.cookie)) == ["Breathe out slowly"]

"""A device lets its plan go: nothing that it had opens anything; all else that opens the plan stays."""

from pathlib import Path

import pytest

from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.holders import DeviceRemoved
from pwa.vault.keys import open_sealed_key
from pwa.vault.leaving import LastDevice, leave
from pwa.vault.sealing import UnsealError, unseal
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

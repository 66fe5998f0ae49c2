"""Damage to the small files beside a plan: what leads to it, what belongs to it, and what is still to be deleted."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pwa.store.errors import Conflict, Damaged, NoSuchPlan
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import NotAllowed
from tests.store import diary
from tests.store.sealed import copy_record
from tests.store.test_damage import damages

EMPTY = b""


@pytest.fixture
def cookie(folder: Path) -> DeviceCookie:
    return diary.begin(folder)


@pytest.fixture
def store(folder: Path, cookie: DeviceCookie) -> Iterator[TinyDBStore]:
    with TinyDBStore(folder) as store:
        yield store


def only(folder: Path, shelf: str) -> Path:
    (path,) = folder.glob(f"{shelf}/*/*/*.json")
    return path


def damage_all(folder: Path, shelf: str) -> None:
    for path in folder.glob(f"{shelf}/*/*/*.json*"):
        path.write_bytes(EMPTY)


def left(folder: Path) -> set[str]:
    return {path.relative_to(folder).parts[0] for path in diary.files(folder) if path.name != "lock"}


def test_a_recovery_code_survives_any_damage_to_one_file(
    folder: Path, cookie: DeviceCookie, store: TinyDBStore
) -> None:
    PlanAccess(store).make_recovery_code(cookie)
    locator = store.load(cookie.plan_id).record.holders[-1].id
    path = only(folder, "locators")
    for damaged in damages(path.read_bytes()):
        path.write_bytes(damaged)
        assert store.find_locator(locator) == cookie.plan_id
        # It is made whole again, so that the other file may be the next to be damaged.
        path.with_name(f"{path.name}.previous").write_bytes(EMPTY)
        assert store.find_locator(locator) == cookie.plan_id
        path.with_name(f"{path.name}.previous").write_bytes(path.read_bytes())
    assert len(list(path.parent.iterdir())) == 2


def test_what_belongs_to_a_plan_survives_any_damage_to_one_file(
    folder: Path, cookie: DeviceCookie, store: TinyDBStore
) -> None:
    store.put_locator("first", cookie.plan_id)
    store.put_locator("last", cookie.plan_id)
    path = only(folder, "owned")
    for damaged in damages(path.read_bytes()):
        path.write_bytes(damaged)
        found, _ = store._belongings._owned.read(cookie.plan_id)
        assert found == {"locators": ["first", "last"]}


def test_a_new_code_is_made_though_what_belongs_to_the_plan_can_not_be_read(
    folder: Path, cookie: DeviceCookie, store: TinyDBStore
) -> None:
    access = PlanAccess(store)
    copy = copy_record(plan_id=cookie.plan_id)
    former = access.make_recovery_code(cookie)
    store.create_copy(copy)
    damage_all(folder, "owned")
    code = access.make_recovery_code(cookie)
    assert access.recover(code).plan.id == access.recover(former).plan.id == cookie.plan_id
    access.proofs.note(cookie)
    access.delete(cookie)
    assert left(folder) == {"deleted"}


def test_a_plan_is_deleted_with_all_that_belongs_to_it_though_none_of_it_was_noted(
    folder: Path, cookie: DeviceCookie, store: TinyDBStore
) -> None:
    access = PlanAccess(store)
    other = access.create([diary.step("other")]).cookie
    others_code = access.make_recovery_code(other)
    code = access.make_recovery_code(cookie)
    store.create_copy(copy_record(plan_id=cookie.plan_id))
    damage_all(folder, "owned")
    access.delete(cookie)
    with pytest.raises(NotAllowed):
        access.recover(code)
    assert not list(folder.glob("copies/*/*/*"))
    assert access.recover(others_code).plan.id == other.plan_id


@pytest.mark.parametrize("shelf", ["owned", "half_deleted"])
def test_one_damaged_file_of_a_deletion_stops_no_start(folder: Path, cookie: DeviceCookie, shelf: str) -> None:
    with TinyDBStore(folder) as store:
        other = PlanAccess(store).create([diary.step("other")]).cookie
        PlanAccess(store).make_recovery_code(cookie)
        note = {"plan_id": cookie.plan_id, "day": "2026-02-01"}
        store._deleted.note(note)  # and here the power went
    damage_all(folder, shelf)
    for _ in range(2):
        with TinyDBStore(folder) as store:
            assert diary.written(PlanAccess(store).open(other)) == ["other"]
            with pytest.raises(NoSuchPlan):
                store.load(cookie.plan_id)
    assert len(list(folder.glob("plans/*/*/*.json"))) == 1
    assert "locators" not in left(folder)


def test_a_note_of_a_deletion_that_can_not_be_read_still_holds(folder: Path, cookie: DeviceCookie) -> None:
    whole = diary.plan_file(folder).read_bytes()
    path = diary.plan_file(folder)
    with TinyDBStore(folder) as store:
        store.delete(cookie.plan_id, "2026-02-01")
    only(folder, "deleted").write_bytes(EMPTY)
    with TinyDBStore(folder) as store:
        assert [deletion.plan_id for deletion in store.deletions()] == [cookie.plan_id]
        path.write_bytes(whole)
        with pytest.raises(NoSuchPlan):
            store.load(cookie.plan_id)


def test_a_plan_can_be_deleted_again_beside_a_note_that_can_not_be_read(folder: Path, cookie: DeviceCookie) -> None:
    with TinyDBStore(folder) as store:
        note = {"plan_id": cookie.plan_id, "day": "2026-02-01"}
        store._deleted._half.insert(cookie.plan_id, note)
    damage_all(folder, "half_deleted")
    with TinyDBStore(folder) as store:
        assert diary.written(PlanAccess(store).open(cookie)) == ["0"]
        PlanAccess(store).delete(cookie)
    assert left(folder) == {"deleted"}


def test_former_locators_are_not_noted_for_ever(cookie: DeviceCookie, store: TinyDBStore) -> None:
    access = PlanAccess(store)
    for _ in range(5):
        access.make_recovery_code(cookie)
    found, _ = store._belongings._owned.read(cookie.plan_id)
    assert found is not None
    assert len(found["locators"]) == 2


def test_a_copy_that_can_not_be_read_is_mended_and_nothing_of_it_is_left(
    folder: Path, cookie: DeviceCookie, store: TinyDBStore
) -> None:
    record = copy_record(plan_id=cookie.plan_id, sealed=b"words")
    store.create_copy(record)
    damage_all(folder, "copies")
    with pytest.raises(Damaged):
        store.load_copy(record.copy_id)
    mended = replace(record, sealed=b"", is_stopped=True)
    store.mend_copy(mended)
    assert store.load_copy(record.copy_id) == store.copy_at_hand(record.copy_id) == mended
    newest, previous = sorted(folder.glob("copies/*/*/*"))
    assert newest.read_bytes() == previous.read_bytes() != EMPTY
    damage_all(folder, "copies")
    PlanAccess(store).delete(cookie)
    damage_all(folder, "copies")
    with pytest.raises((NoSuchPlan, Conflict)):
        store.mend_copy(mended)
    assert not list(folder.glob("copies/*/*/*"))

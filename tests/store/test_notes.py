"""Notes lie sealed beside their plan: each comes and goes with a save of it, and none goes that a plan file names."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from pwa.store.archive import look_through
from pwa.store.backup import back_up
from pwa.store.base import PlanStore, SealedFile
from pwa.store.beside import Beside, Found
from pwa.store.check import check
from pwa.store.errors import Conflict, NoSuchPlan, StoreError
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from tests.store import diary
from tests.store.backing_up import DAY, restore
from tests.store.conftest import Kept
from tests.store.sealed import plan_record
from tests.store.test_stops import MORE_STEPS_THAN_A_SAVE_HAS, FailingDisk


@pytest.fixture
def cookie(folder: Path) -> DeviceCookie:
    """Of a plan whose note was changed twice."""
    cookie = diary.begin(folder)
    for text in ("older", "old", "new"):
        diary.save(folder, cookie, text, noted=True)
    return cookie


def said(folder: Path, cookie: DeviceCookie) -> list[str]:
    return diary.written(diary.read(folder, cookie), noted=True)


def note(plan_id: str, name: str) -> SealedFile:
    return SealedFile(id=name, plan_id=plan_id, sealed=name.encode() * 9)


def there(store: PlanStore, *names: str) -> list[str]:
    """Which of these notes can be found."""
    found = []
    for name in names:
        try:
            found.append(store.notes.load(name).id)
        except NoSuchPlan:
            continue
    return found


def test_a_note_stays_until_neither_its_plan_nor_the_one_before_names_it(kept: Kept) -> None:
    record = plan_record(notes=("a", "b"))
    first, second = note(record.plan_id, "a"), note(record.plan_id, "b")
    kept.store.create(record, [first, second])
    assert [kept.reopened().notes.load(name) for name in ("a", "b")] == [first, second]
    for revision, names, left in ((2, "bc", "abc"), (3, "bc", "abc"), (4, "bd", "bcd"), (5, "", "bd"), (6, "e", "e")):
        new = [note(record.plan_id, name) for name in names if not there(kept.store, name)]
        kept.store.save(replace(record, revision=revision, notes=tuple(names)), revision - 1, new)
        assert there(kept.reopened(), *"abcde") == [*left]
    kept.store.delete(record.plan_id, DAY)
    assert there(kept.store, *"abcde") == []


def test_a_save_that_does_not_come_leaves_no_note_and_takes_none(store: PlanStore) -> None:
    record, other = plan_record(notes=("a",)), plan_record(notes=("b",))
    store.create(record, [note(record.plan_id, "a")])
    for revision, plan in ((5, record), (1, other)):
        with pytest.raises((Conflict, NoSuchPlan)):
            store.save(replace(plan, revision=6, notes=("b",)), revision, [note(plan.plan_id, "b")])
    with pytest.raises(Conflict):
        store.create(replace(record, notes=("b",)), [note(record.plan_id, "b")])
    assert there(store, "a", "b") == ["a"]


def test_of_many_that_change_notes_on_one_revision_one_keeps_its_own(store: PlanStore) -> None:
    record = plan_record(notes=("a",))
    store.create(record, [note(record.plan_id, "a")])

    def save(name: str) -> bool:
        try:
            store.save(replace(record, revision=2, notes=(name,)), 1, [note(record.plan_id, name)])
        except Conflict:
            return False
        return True

    names = [f"n{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        won = [name for name, is_saved in zip(names, pool.map(save, names), strict=True) if is_saved]
    assert store.load(record.plan_id).record.notes == tuple(won)
    assert there(store, "a", *names) == ["a", *won]


def test_two_who_note_at_once_lose_nothing(folder: Path, cookie: DeviceCookie) -> None:
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        texts = [str(number) for number in range(24)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda text: access.change(cookie, [diary.step(text, "talk")]), texts))
        found = [entry.now.content["text"] for entry in access.open(cookie).plan.entries("talk")]
    assert sorted(found) == sorted(["new", *texts])
    assert not diary.unnamed_notes(folder)


@pytest.mark.parametrize(("stops", "after"), [(False, False), (True, True)], ids=["fails", "stops"])
def test_every_step_of_a_save_with_a_note_may_fail(tmp_path: Path, stops: bool, after: bool) -> None:
    outcomes = set()
    for failing in range(2 * MORE_STEPS_THAN_A_SAVE_HAS):
        folder = tmp_path / str(failing)
        cookie = diary.begin(folder)
        diary.save(folder, cookie, "old", noted=True)
        disk = FailingDisk(failing, stops=stops, after=after)
        try:
            diary.save(folder, cookie, "new", disk, noted=True)
            told = "saved"
        except StoreError as error:
            told = error.reason
        texts = said(folder, cookie)
        assert texts in (["old"], ["new"])
        assert told == "store_failed" or texts == ["new"]
        diary.save(folder, cookie, "later", noted=True)
        assert not diary.unnamed_notes(folder)
        diary.plan_file(folder).write_bytes(b"damaged")
        assert said(folder, cookie) == texts
        outcomes.add((told, *texts))
        if disk.steps <= failing:
            break
    assert disk.steps <= failing, "not every step was tried"
    assert outcomes == {("saved", "new"), ("store_failed", "old"), ("store_failed", "new")}


def test_a_plan_that_is_opened_from_its_previous_file_finds_its_notes_and_goes_on(
    folder: Path, cookie: DeviceCookie
) -> None:
    for harm in (lambda path: path.write_bytes(b"damaged"), lambda path: path.unlink()):
        harm(diary.plan_file(folder))
        before = said(folder, cookie)
        assert len(before) == 1
        assert diary.read(folder, cookie).restored_from_previous
        for text in ("more", "and more"):
            diary.save(folder, cookie, text, noted=True)
            assert said(folder, cookie) == [text]
    assert before == ["more"]
    assert not [path for path in diary.unnamed_notes(folder) if "damaged" not in path.name]


def test_a_deleted_plan_leaves_no_note(folder: Path, cookie: DeviceCookie) -> None:
    other = diary.begin(folder)
    diary.save(folder, other, "stays", noted=True)
    with TinyDBStore(folder) as store:
        for path in folder.glob("owned/*/*/*"):
            path.write_bytes(b"damaged")
        PlanAccess(store).delete(cookie, DAY)
    assert said(folder, other) == ["stays"]
    assert len([*folder.glob("notes/*/*/*")]) == 1


@pytest.mark.parametrize("after", range(4))
def test_a_backup_holds_the_notes_of_its_plan_whatever_changes_meanwhile(
    folder: Path, archive: Path, empty: Path, cookie: DeviceCookie, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    with TinyDBStore(folder) as store:
        access, readings, read = PlanAccess(store), count(), Beside.read

        def between(beside: Beside, shelf: str, place: str) -> Found:
            found = read(beside, shelf, place)
            if next(readings) == after:
                for text in ("meanwhile", "and again"):
                    access.change(cookie, diary.turn(access.open(cookie), text, noted=True))
            return found

        monkeypatch.setattr(Beside, "read", between)
        assert back_up(folder, archive, DAY).unreadable == 0
    monkeypatch.undo()
    assert next(readings) > after
    restore(empty, archive)
    assert said(empty, cookie) in (["new"], ["and again"])
    assert check(empty).problems == ()


def test_an_older_backup_brings_its_notes_with_it(folder: Path, archive: Path, cookie: DeviceCookie) -> None:
    back_up(folder, archive, DAY)
    assert look_through(archive).damaged == 0
    for text in ("a", "b", "c"):
        diary.save(folder, cookie, text, noted=True)
    assert restore(folder, archive, older=True) == {"restored": 1}
    assert said(folder, cookie) == ["new"]
    diary.save(folder, cookie, "on", noted=True)
    diary.save(folder, cookie, "and on", noted=True)
    assert not diary.unnamed_notes(folder)
    assert check(folder).problems == ()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


@pytest.mark.parametrize(
    ("harm", "says"),
    [(Path.unlink, "notes of this plan are not there"), (cut, "can't be read, nor can the one before")],
)
def test_lost_notes_are_found_by_a_check_and_brought_back_by_a_backup(
    folder: Path, archive: Path, harm: Callable[[Path], None], says: str
) -> None:
    cookie = diary.begin(folder)
    diary.save(folder, cookie, "new", noted=True)
    assert check(folder).problems == ()
    back_up(folder, archive, DAY)
    (path,) = folder.glob("notes/*/*/*")
    harm(path)
    assert [one for one in check(folder).problems if says in one]
    assert back_up(folder, archive.with_name("later"), DAY).unreadable == 1
    assert restore(folder, archive) == {"same": 1}
    assert said(folder, cookie) == ["new"]
    assert check(folder).problems == ()
    harm(path)
    with TinyDBStore(folder) as store:
        PlanAccess(store).change(cookie, [diary.step("another")])
    assert restore(folder, archive) == {"newer": 1}
    assert diary.written(diary.read(folder, cookie)) == ["new", "another", "new"]

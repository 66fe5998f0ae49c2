"""Damaged plan files: the previous plan and a word about it, or a clear error; never wrong text or an empty plan."""

import json
import os
import random
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.table import Document

from pwa.store.errors import Damaged, NewerFormat, NoSuchPlan
from pwa.store.safe_storage import UnreadableError, decode, encode
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import NotAllowed
from tests.store import diary

EVERY_VALUE = bool(os.environ.get("POCKET_PLAN_DAMAGE_LONG"))  # ten minutes for this folder


def changed_bytes(whole: bytes, *, every_value: bool) -> Iterator[bytes]:
    """Every byte changed, to each of the 255 other values or in several ways."""
    chance = random.Random(2)  # the same damages in every run
    for place, byte in enumerate(whole):
        some = {byte ^ 0x01, byte ^ 0x20, 0x30, chance.randrange(256)}
        for value in (set(range(256)) if every_value else some) - {byte}:
            yield whole[:place] + bytes([value]) + whole[place + 1 :]


def damages(whole: bytes) -> Iterator[bytes]:
    """Every byte changed, and every length the file could be cut to."""
    yield from changed_bytes(whole, every_value=EVERY_VALUE)
    for length in range(len(whole)):
        yield whole[:length]
    yield whole + b"\n"
    yield whole + whole


@pytest.fixture
def cookie(folder: Path) -> DeviceCookie:
    cookie = diary.begin(folder)
    diary.save(folder, cookie, "old")
    diary.save(folder, cookie, "new")
    return cookie


def test_any_damaged_byte_opens_the_previous_plan_and_says_so(folder: Path, cookie: DeviceCookie) -> None:
    path = diary.plan_file(folder)
    whole = path.read_bytes()
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        for damaged in damages(whole):
            path.write_bytes(damaged)
            opened = access.open(cookie)
            assert diary.written(opened) == ["old"]
            assert opened.restored_from_previous
            (aside,) = path.parent.glob("*.damaged-*")
            assert aside.read_bytes() == damaged
            aside.unlink()


def test_any_damaged_byte_without_a_previous_plan_is_a_clear_error(folder: Path, cookie: DeviceCookie) -> None:
    path = diary.plan_file(folder)
    whole = path.read_bytes()
    path.with_name(f"{path.name}.previous").write_bytes(b"damaged too")
    before = sorted(path.parent.iterdir())
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        for damaged in damages(whole):
            path.write_bytes(damaged)
            with pytest.raises(Damaged):
                access.open(cookie)
    assert sorted(path.parent.iterdir()) == before


def test_no_byte_may_have_any_other_of_its_255_values(folder: Path, cookie: DeviceCookie) -> None:
    whole = diary.plan_file(folder).read_bytes()
    assert decode(whole)
    believed = 0
    for damaged in changed_bytes(whole, every_value=True):
        try:
            decode(damaged)
        except UnreadableError:
            continue
        believed += 1
    assert believed == 0


def test_tinydbs_own_storage_shows_wrong_text_for_a_damaged_byte(tmp_path: Path) -> None:
    path = tmp_path / "plans.json"
    with TinyDB(path) as database:
        database.table("plan").insert(Document({"text": "Call Sam on 07700 900123"}, doc_id=1))
    whole, wrong = path.read_bytes(), 0
    for damaged in damages(whole):
        path.write_bytes(damaged)
        try:
            with TinyDB(path) as database:
                found = database.table("plan").get(doc_id=1)
        except (ValueError, LookupError, AttributeError):
            continue
        wrong += found != {"text": "Call Sam on 07700 900123"}
    assert wrong > len(whole)


def test_a_missing_file_is_not_a_missing_plan(folder: Path, cookie: DeviceCookie) -> None:
    path = diary.plan_file(folder)
    path.unlink()
    opened = diary.read(folder, cookie)
    assert diary.written(opened) == ["old"]
    assert opened.restored_from_previous


def test_a_plan_whose_files_were_all_put_aside_or_lost_is_not_a_missing_plan(
    folder: Path, cookie: DeviceCookie
) -> None:
    path = diary.plan_file(folder)
    path.write_bytes(b"damaged")
    assert diary.read(folder, cookie).restored_from_previous
    path.with_name(f"{path.name}.previous").unlink()
    with pytest.raises(Damaged):
        diary.read(folder, cookie)


def test_each_device_is_told_until_it_has_saved(folder: Path, cookie: DeviceCookie) -> None:
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        other = access.recover(access.make_recovery_code(cookie)).cookie
    diary.plan_file(folder).write_bytes(b"damaged")
    for _ in range(2):
        assert diary.read(folder, cookie).restored_from_previous
        assert diary.read(folder, other).restored_from_previous
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        opened, _ = access.change(cookie, [diary.step("after")])
        assert opened.restored_from_previous
        assert not access.open(cookie).restored_from_previous
        assert access.open(other).restored_from_previous
        newest = access.recover(access.make_recovery_code(cookie))
        assert newest.restored_from_previous
        assert access.open(newest.cookie).restored_from_previous
        access.change(other, [diary.step("after that")])
        access.change(newest.cookie, [diary.step("and that")])
        for one in (cookie, other, newest.cookie):
            assert not access.open(one).restored_from_previous


def test_who_can_open_a_plan_stays_true_when_the_newest_file_is_damaged(folder: Path, cookie: DeviceCookie) -> None:
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        former = access.make_recovery_code(cookie)
        code = access.make_recovery_code(cookie)
        access.keep_recovery_code(cookie, code)
        diary.plan_file(folder).write_bytes(b"damaged")
        with pytest.raises(NotAllowed):
            access.recover(former)
        found = access.recover(code).cookie
        diary.plan_file(folder).write_bytes(b"damaged again")
        assert diary.written(access.open(found)) == ["new"]


def test_a_revision_is_never_used_for_two_texts(folder: Path, cookie: DeviceCookie) -> None:
    lost = diary.read(folder, cookie).revision
    diary.plan_file(folder).write_bytes(b"damaged")
    diary.save(folder, cookie, "after")
    assert diary.read(folder, cookie).revision > lost


def test_a_second_damaged_file_is_put_beside_the_first(folder: Path, cookie: DeviceCookie) -> None:
    path = diary.plan_file(folder)
    for content in (b"one", b"two"):
        path.write_bytes(content)
        assert diary.read(folder, cookie).restored_from_previous
        diary.save(folder, cookie, "again")
    assert {aside.read_bytes() for aside in path.parent.glob("*.damaged-*")} == {b"one", b"two"}


def test_a_file_of_a_newer_version_is_left_as_it_is(folder: Path, cookie: DeviceCookie) -> None:
    path = diary.plan_file(folder)
    body = path.read_bytes().partition(b"\n")[2]
    newer = b"2 " + sha256(b"2\n" + body).hexdigest().encode() + b"\n" + body
    path.write_bytes(newer)
    with pytest.raises(NewerFormat):
        diary.read(folder, cookie)
    assert path.read_bytes() == newer


def test_a_file_that_was_changed_on_purpose_is_refused(folder: Path, cookie: DeviceCookie) -> None:
    """Someone with the disk can make a right checksum, but not a right seal."""
    path = diary.plan_file(folder)
    tables = decode(path.read_bytes())
    plan = tables["kept"]["1"]
    plan["revision"] += 1
    path.write_bytes(encode(tables))
    with pytest.raises(Damaged):
        diary.read(folder, cookie)
    plan["holders"][0]["public"] = "AAAA"
    path.write_bytes(encode(tables))
    with pytest.raises(NotAllowed):
        diary.read(folder, cookie)
    del plan["holders"]
    path.write_bytes(encode(tables))
    with pytest.raises(Damaged):
        diary.read(folder, cookie)


def test_deleting_a_plan_takes_its_previous_and_damaged_files_too(folder: Path, cookie: DeviceCookie) -> None:
    path = diary.plan_file(folder)
    path.write_bytes(b"damaged")
    diary.read(folder, cookie)
    diary.save(folder, cookie, "after")
    assert len(list(path.parent.iterdir())) == 3
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        code = access.make_recovery_code(cookie)
        access.delete(cookie, "2026-02-01")
        with pytest.raises(NotAllowed):
            access.open(cookie)
        with pytest.raises(NotAllowed):
            access.recover(code)
    left = [path for path in diary.files(folder) if path.name != "lock"]
    assert {path.relative_to(folder).parts[0] for path in left} == {"deleted"}
    assert json.loads(left[0].read_bytes().partition(b"\n")[2])["kept"]["1"]["plan_id"] == cookie.plan_id


def test_a_deletion_that_a_kill_cut_short_is_finished_at_the_next_start(folder: Path, cookie: DeviceCookie) -> None:
    path = diary.plan_file(folder)
    whole = path.read_bytes()
    with TinyDBStore(folder) as store:
        store.delete(cookie.plan_id, "2026-02-01")
        path.write_bytes(whole)  # as if the removal of the file had not got to the disk
        with pytest.raises(NoSuchPlan):
            store.load(cookie.plan_id)
        store._deleted._half.insert(cookie.plan_id, {"plan_id": cookie.plan_id, "day": "2026-02-01"})
    with TinyDBStore(folder):
        assert not path.exists()


def test_a_damaged_file_goes_once_someone_was_told_and_two_saves_are_good(folder: Path, cookie: DeviceCookie) -> None:
    path = diary.plan_file(folder)
    path.write_bytes(b"words to forget, damaged")
    for left in (1, 0):
        diary.save(folder, cookie, f"{left} left")
        assert len(list(path.parent.glob("*.damaged-*"))) == left
    path.write_bytes(b"damaged again")
    assert diary.written(diary.read(folder, cookie)) == ["1 left"]


def test_a_damaged_file_stays_while_nobody_was_told(folder: Path, cookie: DeviceCookie) -> None:
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        code = access.make_recovery_code(cookie)
        path = diary.plan_file(folder)
        path.write_bytes(b"damaged")
        found = access.recover(code)
        assert found.restored_from_previous
        assert len(list(path.parent.glob("*.damaged-*"))) == 1
    diary.save(folder, found.cookie, "told")
    assert not list(path.parent.glob("*.damaged-*"))

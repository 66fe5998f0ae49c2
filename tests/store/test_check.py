"""Looking at a data folder finds what is wrong with it, says where, changes nothing, and says no word of a plan."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pwa.share.copies import Copies
from pwa.share.terms import Terms
from pwa.store.archive import BackupError
from pwa.store.beside import Beside
from pwa.store.check import check
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.store import diary
from tests.store.sealed import copy_record

DAY = "2026-12-01"


@pytest.fixture
def full(folder: Path) -> Path:
    cookie = diary.begin(folder)
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        copies = Copies(access)
        access.make_recovery_code(cookie)
        copy, _ = [copies.make(cookie, Terms(label="x", sections=("coping",), passcode="blue")) for _ in range(2)]
        copies.stop(cookie, copy.id)
        store.raise_counter(copy.id, 3)
        access.delete(access.create().cookie, DAY)
    return folder


def only(folder: Path, pattern: str) -> Path:
    return next(iter(sorted(folder.glob(pattern))))


def cut(folder: Path) -> None:
    path = only(folder, "plans/*/*/*.json")
    path.write_bytes(path.read_bytes()[:-1])


def lose_both(folder: Path) -> None:
    for path in folder.glob("copies/*/*/*.json*"):
        path.write_bytes(b"")


def move(folder: Path) -> None:
    path = only(folder, "plans/*/*/*.json")
    path.rename(path.with_name(f"{'0' * 40}.json"))


def lose_the_way(folder: Path) -> None:
    for path in folder.glob("locators/*/*/*"):
        path.unlink()


def bring_back(folder: Path) -> None:
    kept = {path: path.read_bytes() for path in folder.glob("plans/*/*/*.json")}
    with TinyDBStore(folder) as store:
        for plan_id in _plans(folder):
            store.delete(plan_id, DAY)
    for path, content in kept.items():
        path.write_bytes(content)


def let_a_copy_live(folder: Path) -> None:
    with TinyDBStore(folder) as store:
        store.create_copy(copy_record(plan_id=_plans(folder)[0]))


def lose_a_plan(folder: Path) -> None:
    for path in folder.glob("plans/*/*/*"):
        path.unlink()


def put_aside(folder: Path) -> None:
    path = only(folder, "plans/*/*/*.json")
    path.write_bytes(b"damaged")
    with TinyDBStore(folder) as store:
        store.load(_plans(folder)[0])


def write_newer(folder: Path) -> None:
    path = only(folder, "deleted/*/*/*.json")
    path.write_bytes(b"2 " + sha256(b"2\n{}").hexdigest().encode() + b"\n{}")


def _plans(folder: Path) -> list[str]:
    beside = Beside(folder)
    found = [beside.read("plans", place).document for place in beside.places("plans")]
    return [one["plan_id"] for one in found if one]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut, "can't be read; the one before it can"),
        (lose_both, "can't be read, nor can the one before it"),
        (move, "stands in the wrong place"),
        (lose_the_way, "a recovery code does not lead to this plan"),
        (bring_back, "was deleted and is there again"),
        (let_a_copy_live, "still opens"),
        (lose_a_plan, "its plan is not there"),
        (put_aside, "was put aside"),
        (write_newer, "newer Pocket Plan"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(full: Path, harm: Callable[[Path], None], said: str) -> None:
    assert check(full).problems == ()
    harm(full)
    before = {path: path.read_bytes() for path in diary.files(full)}
    problems = check(full).problems
    assert [one for one in problems if said in one], problems
    assert {path: path.read_bytes() for path in diary.files(full)} == before
    assert not [one for one in problems if any(plan in one for plan in _plans(full))]


def test_everything_is_counted(full: Path) -> None:
    assert check(full).counts == {
        "plans": 1, "copies": 1, "stopped copies": 1, "recovery codes": 1, "deleted plans": 1, "pictures": 0
    }  # fmt: skip


def test_a_folder_that_holds_no_plans_is_not_taken_for_a_good_one(tmp_path: Path) -> None:
    with pytest.raises(BackupError):
        check(tmp_path)

"""A crash at any step: a stopped copy is never alive, and no copy is staler than its plan once that is opened."""

from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from pwa.share import base64url
from pwa.share.copies import Copies
from pwa.share.refusals import CopyStopped, NoSuchCopy
from pwa.share.sealing import open_copy, proof
from pwa.share.terms import Copy, Terms
from pwa.store.disk import Disk
from pwa.store.errors import StoreError
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from tests.store import diary
from tests.store.test_damage import EVERY_VALUE, damages
from tests.store.test_stops import FailingDisk

STEPS_ENOUGH = 90
TERMS = Terms(label="my sister", sections=("coping",))


def do(folder: Path, cookie: DeviceCookie, act: Callable[[Copies, PlanAccess], object], disk: Disk) -> bool:
    """Whether it came to its end; every time on the same files, as a new process."""
    with suppress(StoreError), TinyDBStore(folder, disk=disk) as store:
        access = PlanAccess(store)
        act(Copies(access), access)
        return True
    return False


def shown(folder: Path, copy: Copy) -> list[str]:
    """What someone with the link reads."""
    with TinyDBStore(folder) as store:
        openings = Copies(PlanAccess(store)).openings
        sealed = openings.open(copy.id, base64url.encode(proof(copy.key)))
    entries = open_copy(copy.key, copy.id, sealed)["plan"]["sections"]["coping"]
    return [entry["content"]["text"] for entry in entries]


def is_stopped(folder: Path, copy: Copy) -> bool:
    try:
        shown(folder, copy)
    except CopyStopped:
        with TinyDBStore(folder) as store:
            assert store.load_copy(copy.id).sealed == b""
        return True
    return False


def begun(folder: Path) -> tuple[DeviceCookie, Copy]:
    cookie = diary.begin(folder)
    with TinyDBStore(folder) as store:
        return cookie, Copies(PlanAccess(store)).make(cookie, TERMS)


def opened(folder: Path, cookie: DeviceCookie) -> tuple[list[str], list[Copy]]:
    """The plan's own words, once it was opened again, and the copies in its list."""
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        copies = Copies(access)
        return diary.written(access.open(cookie)), [one.copy for one in copies.all(cookie)]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_stopping_a_copy_may_end_at_every_step(tmp_path: Path, after: bool) -> None:
    outcomes = set()
    for failing in range(STEPS_ENOUGH):
        folder = tmp_path / str(failing)
        cookie, copy = begun(folder)
        disk = FailingDisk(failing, stops=True, after=after)
        was_told = do(folder, cookie, lambda copies, _, on=(cookie, copy.id): copies.stop(*on), disk)
        before = is_stopped(folder, copy)
        assert before or not was_told
        _, listed = opened(folder, cookie)
        assert listed == ([] if before else [copy])
        diary.save(folder, cookie, "later")
        with TinyDBStore(folder) as store:
            access = PlanAccess(store)
            Copies(access)
            access.change(cookie, diary.turn(access.open(cookie), "last"))
        assert is_stopped(folder, copy) == before
        outcomes.add((was_told, before))
        if disk.steps <= failing:
            break
    assert disk.steps <= failing, "not every step was tried"
    assert outcomes == {(False, False), (False, True), (True, True)}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_stopping_a_copy_that_can_not_be_read_may_end_at_every_step(tmp_path: Path, after: bool) -> None:
    for failing in range(STEPS_ENOUGH):
        folder = tmp_path / str(failing)
        cookie, copy = begun(folder)
        for path in folder.glob("copies/*/*/*.json*"):
            path.write_bytes(b"damaged")
        disk = FailingDisk(failing, stops=True, after=after)
        was_told = do(folder, cookie, lambda copies, _, on=(cookie, copy.id): copies.stop(*on), disk)
        _, listed = opened(folder, cookie)
        assert listed == [] or not was_told
        assert is_stopped(folder, copy) == (listed == [])
        if disk.steps <= failing:
            break
    assert was_told
    assert disk.steps <= failing, "not every step was tried"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_change_of_the_plan_may_end_at_every_step(tmp_path: Path, after: bool) -> None:
    seen = set()
    for failing in range(STEPS_ENOUGH):
        folder = tmp_path / str(failing)
        cookie, copy = begun(folder)
        disk = FailingDisk(failing, stops=True, after=after)

        def save(_: Copies, access: PlanAccess, cookie: DeviceCookie = cookie) -> None:
            access.change(cookie, diary.turn(access.open(cookie), "new"))

        do(folder, cookie, save, disk)
        at_once = shown(folder, copy)
        assert at_once in (["0"], ["new"])
        plan, _ = opened(folder, cookie)
        assert shown(folder, copy) == plan
        seen.add((*at_once, *plan))
        if disk.steps <= failing:
            break
    assert disk.steps <= failing, "not every step was tried"
    assert seen == {("0", "0"), ("0", "new"), ("new", "new")}


def test_making_a_copy_may_end_at_every_step(tmp_path: Path) -> None:
    counts = set()
    for failing in range(STEPS_ENOUGH):
        folder = tmp_path / str(failing)
        cookie = diary.begin(folder)
        disk = FailingDisk(failing, stops=True, after=False)
        was_told = do(folder, cookie, lambda copies, _, cookie=cookie: copies.make(cookie, TERMS), disk)
        plan, listed = opened(folder, cookie)
        assert [shown(folder, copy) for copy in listed] == [plan] * len(listed)
        counts.add((was_told, len(listed)))
        if disk.steps <= failing:
            break
    assert disk.steps <= failing, "not every step was tried"
    assert counts == {(False, 0), (False, 1), (True, 1)}


def test_no_damage_to_one_file_brings_a_stopped_copy_back(folder: Path) -> None:
    cookie, copy = begun(folder)
    with TinyDBStore(folder) as store:
        Copies(PlanAccess(store)).stop(cookie, copy.id)
    (path,) = folder.glob("copies/*/*/*.json")
    content = path.read_bytes()
    for damaged in (*islice(damages(content), 0, None, 1 if EVERY_VALUE else 3), None):
        path.unlink(missing_ok=True)
        if damaged is not None:
            path.write_bytes(damaged)
        with TinyDBStore(folder) as store:  # one for all three looks: there are thousands of damages
            access = PlanAccess(store)
            with pytest.raises(CopyStopped):
                Copies(access).openings.open(copy.id, base64url.encode(proof(copy.key)))
            assert store.load_copy(copy.id).sealed == b""
            access.open(cookie)
            assert not Copies(access).all(cookie)
    for plan in folder.glob("plans/*/*/*.json"):
        plan.write_bytes(b"damaged")
    assert opened(folder, cookie)[1] == []
    assert is_stopped(folder, copy)


def test_a_plan_that_goes_back_to_its_previous_file_shows_no_section_again_that_was_taken_out(folder: Path) -> None:
    cookie, copy = begun(folder)
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        narrowed = Terms(label="my sister", sections=("contacts",))
        Copies(access).change(cookie, copy.id, narrowed)
    for plan in folder.glob("plans/*/*/*.json"):
        plan.write_bytes(b"damaged")
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        copies = Copies(access)
        access.change(cookie, diary.turn(access.open(cookie), "later"))
        sealed = copies.openings.open(copy.id, base64url.encode(proof(copy.key)))
        assert open_copy(copy.key, copy.id, sealed)["plan"]["sections"] == {}
        with pytest.raises(NoSuchCopy):
            copies.openings.open(copy.id, "")

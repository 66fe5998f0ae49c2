"""A save is made of a few steps: each of them fails, or is the last before the power goes."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pwa.store.disk import Disk
from pwa.store.errors import StoreError
from tests.store import diary

STEPS = ("write", "settle", "settle_folder", "link", "replace", "remove", "make_folder")
MORE_STEPS_THAN_A_SAVE_HAS = 40


class FailingDisk(Disk):
    """Counts its steps; one of them fails with EIO, and when ``stops`` every later one too.

    A step that fails after its work is done is the power that goes right behind it.
    """

    def __init__(self, failing: int, *, stops: bool, after: bool) -> None:
        self.steps = 0
        self._failing, self._stops, self._after = failing, stops, after

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        return self._counted(found) if name in STEPS else found

    def _counted(self, step: Callable[..., None]) -> Callable[..., None]:
        def run(*arguments: Any) -> None:
            number, self.steps = self.steps, self.steps + 1
            fails = number == self._failing or (self._stops and number > self._failing)
            if fails and not (self._after and number == self._failing):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            step(*arguments)
            if fails:
                raise OSError(errno.EIO, os.strerror(errno.EIO))

        return run


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("stops", [False, True], ids=["fails", "stops"])
def test_every_step_of_a_save_may_fail(tmp_path: Path, stops: bool, after: bool) -> None:
    outcomes = set()
    for failing in range(MORE_STEPS_THAN_A_SAVE_HAS):
        folder = tmp_path / str(failing)
        cookie = diary.begin(folder)
        diary.save(folder, cookie, "older")
        diary.save(folder, cookie, "old")
        disk = FailingDisk(failing, stops=stops, after=after)
        try:
            diary.save(folder, cookie, "new", disk)
            told = "saved"
        except StoreError as error:
            told = error.reason
        opened = diary.read(folder, cookie)
        texts = diary.written(opened)
        assert texts in (["old"], ["new"])
        assert told == "store_failed" or texts == ["new"]
        assert not opened.restored_from_previous
        assert not list((folder / "unfinished").iterdir())
        diary.save(folder, cookie, "later")
        diary.plan_file(folder).write_bytes(b"damaged")
        assert diary.written(diary.read(folder, cookie)) == texts
        outcomes.add((told, *texts))
        if disk.steps <= failing:
            break
    assert disk.steps <= failing, "not every step was tried"
    assert {("saved", "new"), ("store_failed", "old"), ("store_failed", "new")} == outcomes


def test_a_first_save_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    for failing in range(MORE_STEPS_THAN_A_SAVE_HAS):
        folder = tmp_path / str(failing)
        disk = FailingDisk(failing, stops=False, after=False)
        try:
            with diary.TinyDBStore(folder, disk=disk) as store:
                diary.PlanAccess(store).create([diary.step("first")])
        except StoreError:
            assert not [path for path in diary.files(folder) if "unfinished" in path.parts]
        if disk.steps <= failing:
            return
    pytest.fail("not every step was tried")

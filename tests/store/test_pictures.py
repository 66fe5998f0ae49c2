"""Pictures lie sealed beside their plan: they go with it, into a backup and back, and a deleted one leaves nothing."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pwa.plan.pictures import PICTURES, NotAPicture, as_kept
from pwa.store.archive import look_through, plans_in
from pwa.store.backup import back_up
from pwa.store.base import SealedFile
from pwa.store.check import check
from pwa.store.errors import Conflict, Damaged, NoSuchPlan
from pwa.store.taking_in import Spool
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed
from pwa.vault.pictures import Pictures
from tests.store import diary
from tests.store.conftest import Kept
from tests.store.sealed import plan_record

DAY = "2026-12-01"


def webp(shade: int = 0) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").point([(one + shade) % 256 for one in range(256)]).convert("RGB").save(file, "WEBP")
    return file.getvalue()


def use(folder: Path, act: Callable[[Pictures, TinyDBStore], Any]) -> Any:
    """Do something with the pictures of a folder that nobody else has open."""
    with TinyDBStore(folder) as store:
        return act(Pictures(PlanAccess(store)), store)


@pytest.fixture
def cookie(folder: Path) -> DeviceCookie:
    return diary.begin(folder)


def test_a_picture_is_kept_as_it_is_and_found_after_a_restart(kept: Kept) -> None:
    record, plan = SealedFile(id="a" * 32, plan_id="", sealed=b"sealed"), plan_record()
    kept.store.create(plan)
    mine = SealedFile(id=record.id, plan_id=plan.plan_id, sealed=b"sealed")
    kept.store.pictures.create(mine)
    with pytest.raises(Conflict):
        kept.store.pictures.create(mine)
    assert kept.reopened().pictures.load(mine.id) == mine
    assert kept.store.pictures.of(plan.plan_id) == (mine.id,)
    kept.store.delete(plan.plan_id, DAY)
    for store in (kept.store, kept.reopened()):
        with pytest.raises(NoSuchPlan):
            store.pictures.load(mine.id)
        with pytest.raises(NoSuchPlan):
            store.pictures.create(mine)
        assert store.pictures.of(plan.plan_id) == ()


def test_a_picture_is_read_by_its_plan_alone_and_by_no_eye_on_the_disk(folder: Path, cookie: DeviceCookie) -> None:
    picture = use(folder, lambda pictures, _: pictures.add(cookie, webp()))
    assert use(folder, lambda pictures, _: pictures.read(cookie, picture)) == as_kept(webp())
    with TinyDBStore(folder) as store:
        other = PlanAccess(store).create().cookie
    with pytest.raises(NoSuchPlan):
        use(folder, lambda pictures, _: pictures.read(other, picture))
    on_disk = b"".join(path.read_bytes() for path in diary.files(folder))
    assert as_kept(webp())[20:60] not in on_disk


def test_a_picture_opens_with_the_keys_of_the_devices_that_stay(folder: Path, cookie: DeviceCookie) -> None:
    picture = use(folder, lambda pictures, _: pictures.add(cookie, webp()))
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        code = access.make_recovery_code(cookie)
        lost = access.recover(code).cookie
        access.proofs.note(cookie)
        Devices(access).remove(cookie, lost.device_id, DAY)
    assert use(folder, lambda pictures, _: pictures.read(cookie, picture)) == as_kept(webp())
    with pytest.raises(NotAllowed):
        use(folder, lambda pictures, _: pictures.read(lost, picture))


def test_a_deleted_picture_leaves_no_file_and_no_key_not_even_in_the_previous_file(
    folder: Path, cookie: DeviceCookie
) -> None:
    gone, stays = (use(folder, lambda pictures, _, s=shade: pictures.add(cookie, webp(s))) for shade in (1, 2))
    use(folder, lambda pictures, _: pictures.delete(cookie, gone))
    assert len(list(folder.glob("pictures/*/*/*"))) == 1
    diary.plan_file(folder).unlink()  # the previous file is opened
    assert use(folder, lambda pictures, _: pictures.read(cookie, stays)) == as_kept(webp(2))
    with TinyDBStore(folder) as store:
        assert [*PlanAccess(store).look(cookie).pictures] == [stays]


def test_a_file_that_a_kill_left_without_its_plan_goes_with_the_next_one(folder: Path, cookie: DeviceCookie) -> None:
    left = SealedFile(id="b" * 32, plan_id=cookie.plan_id, sealed=b"left")
    use(folder, lambda _, store: store.pictures.create(left))
    assert check(folder).problems == ()
    picture = use(folder, lambda pictures, _: pictures.add(cookie, webp()))
    assert use(folder, lambda _, store: store.pictures.of(cookie.plan_id)) == (picture,)
    assert len(list(folder.glob("pictures/*/*/*"))) == 1


def test_the_twenty_first_picture_is_refused_and_leaves_nothing(folder: Path, cookie: DeviceCookie) -> None:
    def fill(pictures: Pictures, _: TinyDBStore) -> None:
        for shade in range(PICTURES):
            pictures.add(cookie, webp(shade))
        with pytest.raises(NotAPicture) as refusal:
            pictures.add(cookie, webp())
        assert refusal.value.reason == "too_many_pictures"

    use(folder, fill)
    assert len(list(folder.glob("pictures/*/*/*"))) == PICTURES


def test_a_picture_goes_into_a_backup_and_comes_back(folder: Path, cookie: DeviceCookie, tmp_path: Path) -> None:
    picture = use(folder, lambda pictures, _: pictures.add(cookie, webp()))
    archive, empty = tmp_path / "plans.backup", tmp_path / "empty"
    assert back_up(folder, archive, DAY).unreadable == 0
    assert look_through(archive).damaged == 0
    assert Spool(empty).restore(archive, older=False).restored == 1
    assert use(empty, lambda pictures, _: pictures.read(cookie, picture)) == as_kept(webp())
    assert check(empty).problems == ()
    assert check(empty).counts["pictures"] == 1


def test_a_backup_mends_a_lost_picture_of_a_plan_that_is_the_same(
    folder: Path, cookie: DeviceCookie, tmp_path: Path
) -> None:
    picture = use(folder, lambda pictures, _: pictures.add(cookie, webp()))
    archive = tmp_path / "plans.backup"
    back_up(folder, archive, DAY)
    (path,) = folder.glob("pictures/*/*/*.json")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(Damaged):
        use(folder, lambda pictures, _: pictures.read(cookie, picture))
    assert [one for one in check(folder).problems if "pictures/" in one]
    Spool(folder).restore(archive, older=False)
    assert use(folder, lambda pictures, _: pictures.read(cookie, picture)) == as_kept(webp())


def test_a_lost_picture_is_found_by_a_check(folder: Path, cookie: DeviceCookie) -> None:
    use(folder, lambda pictures, _: pictures.add(cookie, webp()))
    (path,) = folder.glob("pictures/*/*/*.json")
    path.unlink()
    assert [one.partition(": ")[2] for one in check(folder).problems] == ["a picture of this plan is not there"]


def test_a_backup_of_a_version_without_pictures_is_taken(folder: Path, cookie: DeviceCookie, tmp_path: Path) -> None:
    archive = tmp_path / "plans.backup"
    back_up(folder, archive, DAY)
    (kept,) = plans_in(archive)
    assert kept.pictures == ()
    assert "pictures" not in kept.plan

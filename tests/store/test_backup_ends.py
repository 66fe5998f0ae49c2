"""What has ended stays ended after a backup is restored: plans, copies, devices, codes, helpers."""

from pathlib import Path

import pytest

from pwa.share.helpers import HelpEnded, Helpers, NoInvitation
from pwa.share.helping import Invitation
from pwa.share.refusals import CopyStopped, NoSuchCopy
from pwa.share.terms import Copy
from pwa.store.backup import back_up
from pwa.store.errors import NoSuchPlan
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import NotAllowed
from tests.store import diary
from tests.store.backing_up import DAY, TERMS, Kept, begun, restore


def test_a_deleted_plan_stays_deleted(folder: Path, archive: Path, empty: Path) -> None:
    cookie, copy = begun(folder)
    back_up(folder, archive, DAY)
    with TinyDBStore(folder) as store:
        PlanAccess(store).delete(cookie, DAY)
    for older in (False, True):
        assert restore(folder, archive, older=older) == {"deleted": 1}
    later = archive.with_name("later.backup")
    assert back_up(folder, later, DAY).deleted == 1
    restore(empty, archive)
    restore(empty, later)
    for one in (folder, empty):
        with TinyDBStore(one) as store:
            kept = Kept(store)
            with pytest.raises(NotAllowed) as refused:
                kept.access.open(cookie)
            assert "removal" in getattr(refused.value, "more", {}), "its device is told"
            with pytest.raises(NoSuchCopy):
                kept.shown(copy)
        assert not list(one.glob("plans/*/*/*"))


def test_the_list_of_deletions_travels_with_an_older_backup(folder: Path, archive: Path, empty: Path) -> None:
    gone, stays = diary.begin(folder), diary.begin(folder)
    before = archive.with_name("before.backup")
    back_up(folder, before, DAY)
    with TinyDBStore(folder) as store:
        PlanAccess(store).delete(gone, DAY)
    back_up(folder, archive, DAY)
    restore(empty, archive)
    assert restore(empty, before) == {"same": 1, "deleted": 1}
    with TinyDBStore(empty) as store, pytest.raises(NoSuchPlan):
        store.load(gone.plan_id)
    assert diary.written(diary.read(empty, stays)) == ["0"]


def test_a_stopped_copy_never_comes_alive(folder: Path, archive: Path) -> None:
    cookie, copy = begun(folder)
    back_up(folder, archive, DAY)
    with TinyDBStore(folder) as store:
        kept = Kept(store)
        kept.copies.stop(cookie, copy.id, words="Call me")
        kept.say(cookie, "newer")
    assert restore(folder, archive, older=True) == {"restored": 1}
    assert_is_stopped(folder, cookie, copy, words="Call me")


def test_a_copy_that_was_stopped_and_whose_file_is_lost_never_comes_alive(folder: Path, archive: Path) -> None:
    cookie, copy = begun(folder)
    back_up(folder, archive, DAY)
    with TinyDBStore(folder) as store:
        Kept(store).copies.stop(cookie, copy.id)
    for path in folder.glob("copies/*/*/*"):
        path.unlink()
    restore(folder, archive, older=True)
    assert_is_stopped(folder, cookie, copy)


def test_a_copy_made_after_the_backup_ends_with_the_plan_that_listed_it(folder: Path, archive: Path) -> None:
    cookie, _ = begun(folder)
    back_up(folder, archive, DAY)
    with TinyDBStore(folder) as store:
        later = Kept(store).copies.make(cookie, TERMS)
    restore(folder, archive, older=True)
    assert_is_stopped(folder, cookie, later)


def assert_is_stopped(folder: Path, cookie: DeviceCookie, copy: Copy, words: str | None = None) -> None:
    with TinyDBStore(folder) as store:
        kept = Kept(store)
        kept.say(cookie, "and on")
        assert kept.said(cookie) == ["and on"]
        with pytest.raises(CopyStopped) as told:
            kept.shown(copy)
        assert told.value.values["words"] == words
        assert copy.id not in [one.copy.id for one in kept.copies.all(cookie)]
        assert store.load_copy(copy.id).sealed == b""


def test_a_device_that_was_taken_off_and_a_code_that_was_replaced_open_nothing(folder: Path, archive: Path) -> None:
    cookie = diary.begin(folder)
    with TinyDBStore(folder) as store:
        kept = Kept(store)
        code = kept.access.make_recovery_code(cookie)
        lost: Opened = kept.access.recover(code)
    back_up(folder, archive, DAY)
    with TinyDBStore(folder) as store:
        kept = Kept(store)
        kept.access.proofs.note(cookie)
        kept.devices.remove(cookie, lost.cookie.device_id, DAY)
        newer = kept.access.make_recovery_code(cookie)
        kept.access.keep_recovery_code(cookie, newer)
    assert restore(folder, archive, older=True) == {"restored": 1}
    with TinyDBStore(folder) as store:
        kept = Kept(store)
        for attempt in (lambda: kept.access.open(lost.cookie), lambda: kept.access.recover(code)):
            with pytest.raises(NotAllowed):
                attempt()
        assert len(kept.devices.all(cookie)) == 1


def test_a_helper_who_was_ended_and_an_invitation_that_was_taken_open_nothing(folder: Path, archive: Path) -> None:
    cookie = diary.begin(folder)
    wanted = Invitation(name="Sam", owner="Ada", sections={"coping": "write"})
    with TinyDBStore(folder) as store:
        helpers = Helpers(PlanAccess(store))
        ended = helpers.take(helpers.invite(cookie, wanted, DAY), DAY)
        taken, waiting = (helpers.invite(cookie, wanted, DAY) for _ in range(2))
    back_up(folder, archive, DAY)
    with TinyDBStore(folder) as store:
        helpers = Helpers(PlanAccess(store))
        helpers.end(cookie, ended.device_id, DAY)
        helper = helpers.take(taken, DAY)
    assert restore(folder, archive, older=True) == {"restored": 1}
    with TinyDBStore(folder) as store:
        helpers = Helpers(PlanAccess(store))
        with pytest.raises(HelpEnded):
            helpers.open(ended, DAY)
        with pytest.raises(NoInvitation):
            helpers.take(taken, DAY)
        with pytest.raises(NotAllowed):
            helpers.open(helper, DAY)
        assert helpers.open(helpers.take(waiting, DAY), DAY).name == "Sam", "what nobody took can still be taken"


def test_an_invitation_of_a_backup_leaves_the_disk_by_itself(folder: Path, archive: Path, empty: Path) -> None:
    cookie = diary.begin(folder)
    wanted = Invitation(name="Sam", owner="Ada", sections={"coping": "write"})
    with TinyDBStore(folder) as store:
        Helpers(PlanAccess(store)).invite(cookie, wanted, DAY)
    back_up(folder, archive, DAY)
    assert restore(empty, archive) == {"restored": 1}
    with TinyDBStore(empty) as store:
        store.drop_tickets(1e12)
        kept = Kept(store)
        kept.say(cookie, "its owner was told that it is an older one, and goes on")
        assert "invite" in [one.kind for one in store.load(cookie.plan_id).record.holders]
        store.drop_tickets(1e12)
        assert "invite" not in [one.kind for one in store.load(cookie.plan_id).record.holders]

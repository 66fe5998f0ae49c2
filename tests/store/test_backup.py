"""A backup is a state that each plan really had, and bringing it back brings nothing back that ended."""

import json
import os
import subprocess
import sys
import tarfile
from itertools import count
from pathlib import Path

import pytest

from pwa.share import base64url
from pwa.share.copies import Copies
from pwa.share.helpers import HelpEnded, Helpers, NoInvitation
from pwa.share.helping import Invitation
from pwa.share.refusals import CopyStopped, NoSuchCopy
from pwa.share.sealing import open_copy, proof
from pwa.share.terms import Copy, Terms
from pwa.store.archive import BackupError, look_through, plans_in
from pwa.store.backup import back_up
from pwa.store.base import NoSuchPlan
from pwa.store.beside import Beside, Found
from pwa.store.check import check
from pwa.store.taking_in import Spool
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.cookies import DeviceCookie, parse_cookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed
from tests.store import diary
from tests.store.saving import PLANS

ROOT = Path(__file__).parents[2]
SAVES = int(os.environ.get("POCKET_PLAN_BACKUP_SAVES", "1000"))
DAY = "2026-12-01"
TERMS = Terms(label="my sister", sections=("coping",))


class Kept:
    """An open store with what the tests do to it."""

    def __init__(self, store: TinyDBStore) -> None:
        self.store = store
        self.access = PlanAccess(store)
        self.copies = Copies(self.access)
        self.devices = Devices(self.access)

    def say(self, cookie: DeviceCookie, text: str) -> None:
        self.access.change(cookie, diary.turn(self.access.open(cookie), text))

    def said(self, cookie: DeviceCookie) -> list[str]:
        return diary.written(self.access.open(cookie))

    def shown(self, copy: Copy) -> list[str]:
        sealed = self.copies.openings.open(copy.id, base64url.encode(proof(copy.key)))
        return [one["content"]["text"] for one in open_copy(copy.key, copy.id, sealed)["plan"]["sections"]["coping"]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "plans.backup"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "empty"


def restore(folder: Path, archive: Path, *, older: bool = False) -> dict[str, int]:
    done = vars(Spool(folder).restore(archive, older=older))
    return {name: count for name, count in done.items() if count}


def begun(folder: Path) -> tuple[DeviceCookie, Copy]:
    cookie = diary.begin(folder)
    with TinyDBStore(folder) as store:
        return cookie, Copies(PlanAccess(store)).make(cookie, TERMS)


def test_a_backup_beside_a_thousand_saves_holds_a_state_that_each_plan_had(tmp_path: Path, empty: Path) -> None:
    folder = tmp_path / "data"
    command = [sys.executable, "-m", "tests.store.saving", str(folder), str(SAVES)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as saving:
        assert saving.stdout
        plans = json.loads(saving.stdout.readline())
        last, backups = 0, []
        while line := saving.stdout.readline():
            last = int(line)
            if last % (SAVES // PLANS // 10) == 0:
                archive = tmp_path / f"{last}.backup"
                assert back_up(folder, archive, DAY).unreadable == 0
                backups.append((last, archive))
            assert check(folder).problems == () or last % 100
    assert saving.returncode == 0
    assert (last, len(backups)) == (SAVES // PLANS, 10)
    for number, (at_least, archive) in enumerate(backups):
        target = empty / str(number)
        assert restore(target, archive) == {"restored": PLANS}
        with TinyDBStore(target) as store:
            kept = Kept(store)
            for told in plans:
                cookie = parse_cookie(told["cookie"])
                assert cookie
                (text,) = kept.said(cookie)
                assert at_least <= int(text) <= last
                key = base64url.decode(told["key"])
                sealed = kept.copies.openings.open(told["copy"], base64url.encode(proof(key)))
                shown = open_copy(key, told["copy"], sealed)["plan"]["sections"]["coping"]
                assert [one["content"]["text"] for one in shown] == [text]


@pytest.mark.parametrize("meanwhile", ["saved", "stopped", "deleted"])
@pytest.mark.parametrize("after", range(4))
def test_whatever_happens_between_two_readings_a_copy_fits_its_plan(
    folder: Path, archive: Path, empty: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str, after: int
) -> None:
    cookie, copy = begun(folder)
    with TinyDBStore(folder) as store:
        kept, readings, read = Kept(store), count(), Beside.read

        def between(beside: Beside, shelf: str, place: str) -> Found:
            found = read(beside, shelf, place)
            if next(readings) == after:
                if meanwhile == "saved":
                    kept.say(cookie, "new")
                elif meanwhile == "stopped":
                    kept.copies.stop(cookie, copy.id, words="Call me")
                else:
                    kept.access.delete(cookie, DAY)
            return found

        monkeypatch.setattr(Beside, "read", between)
        back_up(folder, archive, DAY)
        assert next(readings) > after
    monkeypatch.undo()
    restore(empty, archive)
    with TinyDBStore(empty) as store:
        kept = Kept(store)
        if meanwhile == "deleted":
            with pytest.raises(NotAllowed):
                kept.access.open(cookie)
            return
        listed = [one.copy.id for one in kept.copies.all(cookie)]
        if meanwhile == "stopped" and not listed:
            with pytest.raises(CopyStopped) as told:
                kept.shown(copy)
            assert told.value.values["words"] == "Call me"
            return
        assert kept.shown(copy) == kept.said(cookie)
        assert listed == [copy.id]


def test_restored_devices_are_told_and_the_next_revision_is_none_that_a_phone_knows(
    folder: Path, archive: Path, empty: Path
) -> None:
    cookie, copy = begun(folder)
    back_up(folder, archive, DAY)
    diary.save(folder, cookie, "later")
    before = diary.read(folder, cookie).revision
    assert restore(empty, archive) == {"restored": 1}
    with TinyDBStore(empty) as store:
        kept = Kept(store)
        found = kept.access.open(cookie)
        assert (diary.written(found), found.restored_from_previous) == (["0"], True)
        assert kept.shown(copy) == ["0"]
        kept.say(cookie, "again")
        assert kept.access.open(cookie).revision > before
        assert kept.shown(copy) == ["again"]
    assert check(empty).problems == ()


def test_the_recovery_code_of_the_backup_opens_it_again(folder: Path, archive: Path, empty: Path) -> None:
    cookie = diary.begin(folder)
    with TinyDBStore(folder) as store:
        code = PlanAccess(store).make_recovery_code(cookie)
    back_up(folder, archive, DAY)
    restore(empty, archive)
    with TinyDBStore(empty) as store:
        assert diary.written(PlanAccess(store).recover(code)) == ["0"]


def test_a_newer_plan_stays_unless_it_is_said_so(folder: Path, archive: Path) -> None:
    cookie, copy = begun(folder)
    back_up(folder, archive, DAY)
    assert restore(folder, archive) == {"same": 1}
    diary.save(folder, cookie, "newer")
    assert restore(folder, archive) == {"newer": 1}
    assert diary.written(diary.read(folder, cookie)) == ["newer"]
    assert restore(folder, archive, older=True) == {"restored": 1}
    with TinyDBStore(folder) as store:
        kept = Kept(store)
        assert kept.said(cookie) == ["0"]
        assert kept.shown(copy) == ["0"]


def test_a_plan_whose_files_are_damaged_comes_back(folder: Path, archive: Path) -> None:
    cookie, copy = begun(folder)
    back_up(folder, archive, DAY)
    for path in (*folder.glob("plans/*/*/*"), *folder.glob("copies/*/*/*")):
        path.write_bytes(b"damaged")
    assert len(check(folder).problems) == 2
    assert restore(folder, archive) == {"restored": 1}
    with TinyDBStore(folder) as store:
        kept = Kept(store)
        assert (kept.said(cookie), kept.shown(copy)) == (["0"], ["0"])


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


def test_a_plan_that_nobody_could_open_is_not_brought_back(folder: Path, archive: Path) -> None:
    cookie = diary.begin(folder)
    with TinyDBStore(folder) as store:
        code = PlanAccess(store).make_recovery_code(cookie)
    back_up(folder, archive, DAY)
    with TinyDBStore(folder) as store:
        kept = Kept(store)
        other = kept.access.recover(code).cookie
        kept.devices.remove(other, cookie.device_id, DAY)
        kept.access.keep_recovery_code(other, kept.access.make_recovery_code(other))
    assert restore(folder, archive, older=True) == {"closed": 1}
    assert diary.written(diary.read(folder, other)) == ["0"]


def test_wrong_passcodes_stay_counted(folder: Path, archive: Path, empty: Path) -> None:
    cookie = diary.begin(folder)
    with TinyDBStore(folder) as store:
        copy = Kept(store).copies.make(cookie, Terms(label="x", sections=("coping",), passcode="blue"))
        store.raise_counter(copy.id, 10)
    back_up(folder, archive, DAY)
    restore(empty, archive)
    with TinyDBStore(empty) as store:
        assert store.read_counter(copy.id) == 1


def test_a_backup_holds_no_word_and_is_for_this_account_alone(folder: Path, archive: Path) -> None:
    cookie = diary.begin(folder)
    diary.save(folder, cookie, "canary yellow door")
    back_up(folder, archive, DAY)
    assert archive.stat().st_mode & 0o777 == 0o600
    content = archive.read_bytes()
    assert b"canary" not in content
    assert cookie.key not in content
    assert cookie.text().rpartition(".")[2].encode() not in content


def test_making_a_backup_changes_nothing_and_no_name_is_used_twice(folder: Path, archive: Path) -> None:
    diary.begin(folder)
    (damaged,) = folder.glob("plans/*/*/*.json")
    os.link(damaged, f"{damaged}.previous")
    damaged.unlink()
    damaged.write_bytes(b"damaged")
    before = {path: path.read_bytes() for path in diary.files(folder)}
    with TinyDBStore(folder):
        assert back_up(folder, archive, DAY).plans == 1
    assert {path: path.read_bytes() for path in diary.files(folder)} == before
    kept = archive.read_bytes()
    with pytest.raises(BackupError):
        back_up(folder, archive, DAY)
    assert archive.read_bytes() == kept
    assert [path.name for path in archive.parent.iterdir() if path.is_file()] == [archive.name]


def test_a_backup_that_is_not_whole_is_not_used(folder: Path, archive: Path, empty: Path) -> None:
    for _ in range(3):
        diary.begin(folder)
    back_up(folder, archive, DAY)
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        end = tar.getmember("end.json").offset
    for cut in (0, 100, 1_000, len(whole) // 2, end, end + 600):
        archive.write_bytes(whole[:cut])
        with pytest.raises(BackupError):
            Spool(empty).restore(archive, older=False)
    assert not empty.exists()


def test_a_damaged_plan_in_a_backup_stops_no_other(folder: Path, archive: Path, empty: Path) -> None:
    cookies = [diary.begin(folder) for _ in range(3)]
    back_up(folder, archive, DAY)
    content = bytearray(archive.read_bytes())
    content[1_500] ^= 1
    archive.write_bytes(content)
    assert restore(empty, archive) == {"restored": 2, "damaged": 1}
    with TinyDBStore(empty) as store:
        kept = Kept(store)
        assert sum(_opens(kept, cookie) for cookie in cookies) == 2


def _opens(kept: Kept, cookie: DeviceCookie) -> bool:
    try:
        return kept.said(cookie) == ["0"]
    except NotAllowed:
        return False


def test_what_a_backup_holds_can_be_read_by_itself(folder: Path, archive: Path) -> None:
    cookie, copy = begun(folder)
    back_up(folder, archive, DAY)
    contents = look_through(archive)
    assert (contents.plans, contents.copies, contents.deleted) == (1, 1, ())
    (kept,) = plans_in(archive)
    assert (kept.plan_id, kept.copies[0]["copy_id"]) == (cookie.plan_id, copy.id)

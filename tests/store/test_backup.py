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
from pwa.share.refusals import CopyStopped
from pwa.share.sealing import open_copy, proof
from pwa.share.terms import Terms
from pwa.store.archive import BackupError, look_through, plans_in
from pwa.store.backup import back_up
from pwa.store.beside import Beside, Found
from pwa.store.check import check
from pwa.store.taking_in import Spool
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie, parse_cookie
from pwa.vault.holders import NotAllowed
from tests.store import diary
from tests.store.backing_up import DAY, Kept, begun, restore
from tests.store.saving import PLANS

ROOT = Path(__file__).parents[2]
SAVES = int(os.environ.get("POCKET_PLAN_BACKUP_SAVES", "1000"))


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

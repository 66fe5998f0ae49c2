"""What stands in the data folder: nothing readable, for nobody else, and for one process at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from pwa.store.errors import StoreBusy, StoreFailed
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.store import diary

ROOT = Path(__file__).parent.parent.parent
CANARY = "canary-7f3a my yellow door"


def test_no_word_of_a_plan_stands_in_any_file_or_name(folder: Path) -> None:
    cookie = diary.begin(folder)
    for text in (CANARY, CANARY + " again"):
        diary.save(folder, cookie, text)
    with TinyDBStore(folder) as store:
        code = PlanAccess(store).make_recovery_code(cookie)
        PlanAccess(store).recover(code)
    secrets = [CANARY.encode(), cookie.key, cookie.text().rpartition(".")[2].encode(), code.encode()]
    for path in diary.files(folder):
        content = path.read_bytes()
        assert not [secret for secret in secrets if secret in content or secret in bytes(path)]


def test_only_the_owner_of_the_process_may_look(folder: Path) -> None:
    cookie = diary.begin(folder)
    diary.save(folder, cookie, "one")
    with TinyDBStore(folder) as store:
        PlanAccess(store).make_recovery_code(cookie)
        store.raise_counter("tries", 3)
        for path in (folder, *folder.rglob("*")):
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_second_process_on_the_same_folder_is_refused(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from pwa.store.errors import StoreBusy\n"
        "from pwa.store.tinydb_store import TinyDBStore\n"
        "try: TinyDBStore(Path(sys.argv[1])).open()\n"
        "except StoreBusy as error: print(error.reason)\n"
    )

    def other() -> str:
        command = [sys.executable, "-c", script, str(folder)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    with TinyDBStore(folder):
        assert other() == "store_busy"
        with pytest.raises(StoreBusy):
            TinyDBStore(folder).open()
    assert other() == ""


def test_leftovers_of_a_kill_are_swept_at_start(folder: Path) -> None:
    cookie = diary.begin(folder)
    (folder / "unfinished" / "0.new").write_bytes(b"half")
    (folder / "unfinished" / "7.link").write_bytes(b"half")
    assert diary.written(diary.read(folder, cookie)) == ["0"]
    assert not list((folder / "unfinished").iterdir())


def test_a_kill_between_link_and_rename_leaves_no_stray_name_at_the_next_save(folder: Path) -> None:
    cookie = diary.begin(folder)
    path = diary.plan_file(folder)
    path.with_name(f"{path.name}.previous").hardlink_to(path)
    diary.save(folder, cookie, "new")
    assert not list((folder / "unfinished").iterdir())
    assert diary.written(diary.read(folder, cookie)) == ["new"]


def test_a_folder_that_can_not_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(StoreFailed):
        TinyDBStore(tmp_path / "data").open()


def test_one_plan_stands_in_one_file(folder: Path) -> None:
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        for _ in range(20):
            access.create([diary.step("a")])
    assert len(list(folder.glob("plans/*/*/*.json"))) == 20

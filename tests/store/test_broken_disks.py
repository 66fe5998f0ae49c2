"""Kills, full disks and disk errors, as the kernel gives them: the old plan or the new one, never neither."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("POCKET_PLAN_KILLS", "300"))
ENOUGH_FOR_TINYDBS_OWN = 100


def run(module: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", f"tests.store.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_no_kill_leaves_a_plan_unreadable_or_loses_an_acknowledged_save(tmp_path: Path) -> None:
    found = run("kills", "safe", tmp_path, KILLS)
    print(f"\nkill -9 during saves: {found}")
    assert (found["unreadable"], found["lost"]) == (0, 0)
    assert found["kills"] == KILLS
    assert found["saves"] > KILLS // 10
    assert found["inside_a_save"] > KILLS // 20


def test_no_kill_loses_a_note_and_what_it_leaves_goes(tmp_path: Path) -> None:
    left = 0
    for turn in range(5):  # where a kill hits is chance
        found = run("kills", "noted", tmp_path / str(turn), KILLS // 10)
        print(f"\nkill -9 during saves of notes: {found}")
        assert (found["unreadable"], found["lost"], found["still_unnamed"]) == (0, 0, 0)
        assert found["saves"] > KILLS // 50
        left += found["unnamed"]
        if left:
            break
    assert left


def test_tinydbs_own_storage_does_not_survive_a_kill(tmp_path: Path) -> None:
    found = run("kills", "json", tmp_path, ENOUGH_FOR_TINYDBS_OWN)
    assert found["unreadable"] + found["lost"] == 1


def test_a_full_disk_keeps_what_was_saved_and_says_so(tmp_path: Path) -> None:
    found = run("broken_disks", "full", "safe", tmp_path)
    assert found["reasons"][0] == "store_full"
    assert found["texts"] == ["new" if reason == "saved" else "old" for reason in found["reasons"]]
    assert set(found["reasons"]) <= {"store_full", "saved"}
    assert found["later"] == ["later"]
    assert found["leftovers"] == 0


def test_tinydbs_own_storage_does_not_survive_a_full_disk(tmp_path: Path) -> None:
    found = run("broken_disks", "full", "json", tmp_path)
    assert found["error"]
    assert not found["is_old_or_new"]


def test_a_disk_that_fails_to_settle_keeps_what_was_saved_and_says_so(tmp_path: Path) -> None:
    found = run("broken_disks", "fsync", "safe", tmp_path)
    assert found == {"reason": "store_failed", "texts": ["old"], "restored": False}


def test_tinydbs_own_storage_does_not_survive_a_disk_that_fails_to_settle(tmp_path: Path) -> None:
    found = run("broken_disks", "fsync", "json", tmp_path)
    assert found["error"]
    assert not found["is_old_or_new"]

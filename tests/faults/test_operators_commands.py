"""Backup, restore and check as an operator runs them, beside a server that goes on answering."""

import subprocess
import sys

import pytest

from pwa.share.terms import Terms
from tests.conftest import ROOT
from tests.faults.test_copies_leave_no_trace import opening, owner


@pytest.fixture
def run(server, tmp_path):
    """A function that runs a command on the server's folder, and returns its exit code and what it said."""

    def run(*arguments):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "pwa", *map(str, arguments), "--data", str(server.data)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=90)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_running_server_takes_a_backup_in_and_knows_it_at_once(server, run, make_plan, browse, tmp_path):
    holder, other, supporter = make_plan(server), make_plan(server), browse(server)
    holder.add("coping", text="Tea")
    server.stop()
    copy = owner(server, holder, lambda copies, cookie: copies.make(cookie, Terms(label="x", sections=("coping",))))
    server.start()
    archive = tmp_path / "plans.backup"
    assert run("backup", archive)[0] == 0
    holder.add("coping", text="Walk")
    first = opening(supporter, copy).json()
    other.client.request("DELETE", "/api/plans/mine", json={"sure": True})
    code, said = run("restore", archive)
    assert (code, "1 are newer here" in said, "1 deleted" in said) == (0, True, True)
    assert "Walk" in str(holder.read())
    code, said = run("restore", archive, "--older")
    assert (code, "1 plans were restored" in said) == (0, True)
    assert opening(supporter, copy).json() != first
    plan = holder.read()
    assert (plan["restored"], "Tea" in str(plan), "Walk" in str(plan)) == (True, True, False)
    assert other.client.get("/api/plans/mine").status_code in (401, 410)
    holder.outbox, holder.seq = "ab" * 16, 0  # a phone that is told of a gap begins another
    holder.add("coping", text="Sleep")
    assert "Sleep" in str(holder.read())
    assert list((server.data / "restore").iterdir()) == []
    counts = "1 plans, 1 copies, 0 stopped copies, 0 recovery codes, 1 deleted plans, 0 pictures"
    assert run("check") == (0, f"{counts}\nNo problems.\n")
    assert run("stats") == (0, "Fewer than 10 plans may be counted, so nothing is shown.\n")
    assert "rror" not in server.output()


def test_a_server_that_is_killed_while_it_restores_leaves_every_plan_whole(server, run, make_plan, tmp_path):
    holders = [make_plan(server) for _ in range(4)]
    for holder in holders:
        holder.add("coping", text="Tea")
    archive = tmp_path / "plans.backup"
    run("backup", archive)
    for holder in holders:
        holder.add("coping", text="Walk")
    restoring = subprocess.Popen(
        [sys.executable, "-m", "pwa", "restore", str(archive), "--older", "--data", str(server.data)],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )
    while not list(server.data.glob("restore/*.ta*")):
        assert restoring.poll() is None
    server.kill()
    server.start()
    assert restoring.wait(60) == 0
    for holder in holders:
        assert "Walk" not in str(holder.read())
        assert "Tea" in str(holder.read())
    assert run("check")[0] == 0


def test_what_can_not_be_done_is_said_in_one_sentence(server, run, tmp_path):
    archive = tmp_path / "plans.backup"
    archive.write_bytes(b"something else")
    assert run("backup", archive) == (1, f"{archive} is there already, and stays as it is. Choose another name.\n")
    assert run("restore", archive) == (1, "This file is not a whole backup of Pocket Plan. Nothing was changed.\n")
    code, said = run("restore", tmp_path / "missing")
    assert (code, "No such file" in said, len(said.splitlines())) == (1, True, 1)
    code, said = run("backup", tmp_path / "missing" / "plans.backup")
    assert (code, "could not be written" in said, len(said.splitlines())) == (1, True, 1)


def test_a_damaged_file_ends_check_and_backup_with_an_error_and_no_word(server, run, make_plan, tmp_path):
    holder = make_plan(server)
    holder.add("coping", text="canary")
    (path,) = server.data.glob("plans/*/*/*.json")
    for one in (path, path.with_name(f"{path.name}.previous")):
        one.write_bytes(b"damaged")
    code, said = run("check")
    assert (code, "1 problems" in said, holder.made["plan"] in said) == (1, True, False)
    code, said = run("backup", tmp_path / "plans.backup")
    assert (code, "1 files can't be read" in said) == (1, True)

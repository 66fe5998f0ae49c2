"""A full disk and damaged files under a real server: each is told, and nothing that was saved is lost."""

import resource

from tests.desk_page import coping

TEA, WALK = "aa" * 16, "bb" * 16


def test_a_full_disk_is_said_and_loses_nothing(server, make_plan):
    holder = make_plan(server)
    holder.change({"kind": "add", "section": "coping", "entry": TEA, "content": {"text": "Tea"}})
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (512, resource.RLIM_INFINITY))
    refused = holder.post({"kind": "add", "section": "coping", "entry": WALK, "content": {"text": "Walk"}})
    assert (refused.status_code, refused.json()["reason"]) == (507, "store_full")
    assert coping(holder) == [TEA]
    server.kill()
    server.start()
    assert coping(holder) == [TEA]
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)
    holder.seq -= 1
    holder.change({"kind": "add", "section": "coping", "entry": WALK, "content": {"text": "Walk"}})
    assert coping(holder) == [TEA, WALK]


def test_damage_is_survived_over_a_restart_and_told(server, make_plan):
    holder = make_plan(server)
    for entry, text in ((TEA, "Tea"), (WALK, "Walk")):
        holder.change({"kind": "add", "section": "coping", "entry": entry, "content": {"text": text}})
    server.kill()
    files = [path for path in (server.data / "plans").rglob("*") if path.is_file()]
    flip(next(path for path in files if path.suffix == ".json"))
    server.start()
    assert (coping(holder), holder.read()["restored"]) == ([TEA], True)
    server.kill()
    for path in (server.data / "plans").rglob("*"):
        if path.is_file():
            flip(path)
    server.start()
    refused = holder.client.get("/api/plans/mine")
    assert (refused.status_code, refused.json()["reason"]) == (500, "damaged")
    assert "sections" not in refused.text


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)

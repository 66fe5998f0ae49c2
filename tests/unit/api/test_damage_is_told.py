"""A plan file that can't be read never looks like an empty plan."""

import errno

import pytest

from pwa.api.problems import told
from pwa.plan.stored import NewerPlan
from pwa.store.disk import Disk
from pwa.store.tinydb_store import TinyDBStore


def texts(plan):
    return [entry["content"]["text"] for entry in plan["sections"]["coping"]]


def files(data):
    return [path for path in sorted((data / "plans").rglob("*")) if path.is_file()]


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x01
    path.write_bytes(content)


@pytest.fixture
async def phone(browse, make_plan, batch, adding):
    """A phone whose plan was saved with one step, then with two."""
    phone = await browse()
    made = await make_plan(phone)
    for seq, step in enumerate(("Tea", "Walk"), 1):
        saved = await phone.post("/api/plans/mine/changes", json=batch(made["plan"], adding(step), start=seq))
        assert saved.status_code == 200
    return phone


def newest(data):
    return next(path for path in files(data) if path.suffix == ".json")


async def test_when_the_newest_file_is_damaged_the_one_before_is_opened_and_that_is_told(phone, data):
    etag = (await phone.get("/api/plans/mine")).headers["etag"]
    flip(newest(data))
    reply = await phone.get("/api/plans/mine", headers={"If-None-Match": etag})
    assert reply.status_code == 200
    assert texts(reply.json()) == ["Tea"]
    assert reply.json()["restored"] is True


async def test_another_text_under_a_revision_that_was_there_before_is_not_taken_for_it(phone, data, batch, adding):
    before = await phone.get("/api/plans/mine")
    flip(newest(data))
    plan = (await phone.get("/api/plans/mine")).json()
    await phone.post("/api/plans/mine/changes", json=batch(plan["plan"], adding("Bath"), outbox="cd" * 16))
    after = await phone.get("/api/plans/mine", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert texts(after.json()) == ["Tea", "Bath"]


async def test_when_both_files_are_damaged_that_is_said_and_nothing_is_deleted(phone, data, batch, adding):
    for path in files(data):
        flip(path)
    left = {path: path.read_bytes() for path in files(data)}
    plan = "0" * 32
    for reply in (
        await phone.get("/api/plans/mine"),
        await phone.post("/api/plans/mine/changes", json=batch(plan, adding("Bath"))),
        await phone.post("/api/plans", json={"language": "en"}),
    ):
        assert (reply.status_code, reply.json()["reason"]) == (500, "damaged")
        assert "sections" not in reply.text
        assert "set-cookie" not in reply.headers
    assert sorted(left.values()) == sorted(path.read_bytes() for path in files(data))


class BrokenDisk(Disk):
    """A disk that gives an error once it is told to."""

    error = 0

    def settle(self, descriptor):
        if self.error:
            raise OSError(self.error, "no")
        super().settle(descriptor)


@pytest.fixture
def disk():
    return BrokenDisk()


@pytest.fixture
def store(data, disk):
    with TinyDBStore(data, disk=disk) as store:
        yield store


@pytest.mark.parametrize(
    ("error", "status", "reason"), [(errno.ENOSPC, 507, "store_full"), (errno.EIO, 503, "store_failed")]
)
async def test_when_the_disk_takes_nothing_that_is_said_and_nothing_is_lost(
    phone, disk, batch, adding, error, status, reason
):
    plan = (await phone.get("/api/plans/mine")).json()
    disk.error = error
    body = batch(plan["plan"], adding("Bath"), outbox="cd" * 16)
    refused = await phone.post("/api/plans/mine/changes", json=body)
    assert (refused.status_code, refused.json()["reason"]) == (status, reason)
    assert texts((await phone.get("/api/plans/mine")).json()) == ["Tea", "Walk"]
    disk.error = 0
    again = await phone.post("/api/plans/mine/changes", json=body)
    assert again.json()["results"] == [{"seq": 1, "result": "done"}]
    assert texts((await phone.get("/api/plans/mine")).json()) == ["Tea", "Walk", "Bath"]


def test_a_plan_that_only_a_newer_version_can_read_is_told_to_be_safe():
    said = told(NewerPlan(), "en")
    assert (said.status, said.title) == (503, "This plan could not be opened here")
    assert "It is safe" in said.detail

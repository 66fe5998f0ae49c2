"""Days, notes and looks lie in files of their own: a save of something else leaves them alone, and none is lost."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from pwa.plan.changes import parse_change
from pwa.plan.days import entry_id as day_id
from pwa.plan.model import Plan
from pwa.plan.stored import plan_as_json
from pwa.store.errors import Damaged
from pwa.store.shelf import place_of
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.sealing import NONCE_BYTES, TAG_BYTES, seal
from pwa.vault.unsealed import Unsealed
from tests.unit.plan.making import add, entry_id, raw


def change(access: PlanAccess, cookie: DeviceCookie, *changes: dict[str, Any]) -> Plan:
    opened, outcomes = access.change(cookie, map(parse_change, changes))
    assert {one.result for one in outcomes} == {"done"}
    return opened.plan


@pytest.fixture
def cookie(access: PlanAccess) -> DeviceCookie:
    """Of a plan with a step, a day, a note and a look."""
    cookie = access.create().cookie
    change(
        access,
        cookie,
        add("coping", 1, text="Walk"),
        raw("add", "days", day_id("2026-11-02"), seq=2, content={"day": "2026-11-02", "stage": "early"}),
        raw("add", "talk", 3, seq=3, content={"text": "canary"}),
        raw("add", "looks", 4, seq=4, content={"day": "2026-11-02"}),
    )
    return cookie


def notes(store: TinyDBStore, cookie: DeviceCookie) -> set[str]:
    return {*store.load(cookie.plan_id).record.notes}


def files(folder: Path) -> Iterator[Path]:
    return folder.glob("data/notes/*/*/*.json*")


def test_a_save_of_something_else_needs_none_of_the_files(
    access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie, tmp_path: Path
) -> None:
    before, names = access.look(cookie).plan, notes(store, cookie)
    assert len(names) == 3
    assert before.entries("talk")
    shelf = tmp_path / "data" / "notes"
    shelf.rename(away := tmp_path / "away")
    change(access, cookie, raw("tick", "coping", 1, seq=9, outcome="helped"))
    change(access, cookie, raw("delete", "coping", 1, seq=10, based_on=f"{'a' * 32}:1"))
    change(access, cookie, raw("set_field", "settings", "counted", seq=11, value=True, based_on=None))
    change(access, cookie, add("contacts", 12, name="Ada"))
    assert not shelf.exists()
    away.rename(shelf)
    after = access.look(cookie).plan
    assert notes(store, cookie) == names
    assert all(after.entries(name) == before.entries(name) for name in ("days", "talk", "looks"))


def test_each_part_is_sealed_anew_when_it_changes_and_alone(
    access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie
) -> None:
    before = notes(store, cookie)
    plan = change(access, cookie, raw("add", "talk", 5, seq=9, content={"text": "Ask"}))
    after = notes(store, cookie)
    assert len(after) == 3
    assert len(before & after) == 2
    assert access.look(cookie).plan == plan
    assert [one.now.content["text"] for one in plan.entries("talk")] == ["canary", "Ask"]


def test_what_is_deleted_is_in_no_part(access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie) -> None:
    before = notes(store, cookie)
    change(access, cookie, raw("delete", "talk", 3, seq=9, based_on=f"{'a' * 32}:3"))
    after = notes(store, cookie)
    assert len(after) == 2
    assert after < before
    assert "canary" not in str(plan_as_json(access.look(cookie).plan))


def test_a_plan_of_before_is_read_and_its_notes_go_into_parts(
    access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie
) -> None:
    found = access.look(cookie)
    record = replace(found.record, revision=found.record.revision + 1, notes=())
    content = orjson.dumps({**found.rest, "plan": plan_as_json(found.plan), "seen": {}})
    sealed = seal(found.plan_key, content, plan_id=record.plan_id, revision=record.revision, schema=record.schema)
    store.save(replace(record, sealed=sealed), found.record.revision)
    assert not notes(store, cookie)
    assert access.look(cookie).plan == found.plan
    plan = change(access, cookie, raw("tick", "coping", 1, seq=9, outcome="helped"))
    assert len(notes(store, cookie)) == 3
    assert access.look(cookie).plan == plan
    assert plan.entries("talk") == found.plan.entries("talk")


def test_a_part_that_is_lost_or_not_as_it_was_sealed_is_damage(
    access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie, tmp_path: Path
) -> None:
    other = access.create().cookie
    change(access, other, raw("add", "talk", 3, seq=3, content={"text": "of another plan"}))
    (their,) = (tmp_path / "data" / "notes" / place_of(name) for name in notes(store, other))
    content, mine = their.read_bytes(), [path for path in files(tmp_path) if path != their]
    for number, harm in enumerate((content, content[:-1], b"", None)):
        for path in mine:
            path.unlink(missing_ok=True) if harm is None else path.write_bytes(harm)
        plan = access.look(cookie).plan
        change(access, cookie, add("coping", 20 + number, text="still saved"))
        with pytest.raises(Damaged):
            access.look(cookie).plan.entries("talk")
        with pytest.raises(Damaged):
            change(access, cookie, add("talk", 30 + number, text="not saved, as the others can't be read"))
        assert plan.entries("coping")


def test_who_asks_late_for_notes_gets_them_as_they_are_by_now(access: PlanAccess, cookie: DeviceCookie) -> None:
    plan = access.look(cookie).plan
    for number in (5, 6):
        change(access, cookie, add("talk", number, text="Ask"))
    assert [entry.id for entry in plan.entries("talk")] == [*map(entry_id, (3, 5, 6))]
    gone = [raw("delete", "looks", 4, seq=9, based_on=f"{'a' * 32}:4"), add("talk", 7, text="Ask")]
    plan = access.look(cookie).plan
    for one in gone:
        change(access, cookie, one)
    assert plan.entries("looks") == ()


def test_who_saves_what_came_late_begins_again(access: PlanAccess, cookie: DeviceCookie) -> None:
    tries: list[int] = []

    def edit(found: Unsealed) -> Unsealed:
        tries.append(len(tries))
        if len(tries) == 1:
            for number in (5, 6):
                change(access, cookie, add("talk", number, text="Ask"))
        return replace(found, plan=found.plan.with_entries("talk", found.plan.entries("talk")[:-1]))

    access.edit_once(cookie, edit)
    assert tries == [0, 1]
    assert [entry.id for entry in access.look(cookie).plan.entries("talk")] == [*map(entry_id, (3, 5))]


def test_notes_stay_readable_when_a_device_is_taken_off(access: PlanAccess, cookie: DeviceCookie) -> None:
    code = access.make_recovery_code(cookie)
    access.keep_recovery_code(cookie, code)
    second = access.recover(code).cookie
    before = access.look(cookie).plan
    Devices(access).remove(second, cookie.device_id)
    assert access.look(second).plan == before
    assert access.look(second).plan.entries("talk") == before.entries("talk")


def test_no_part_says_what_is_in_it(store: TinyDBStore, cookie: DeviceCookie) -> None:
    assert len(notes(store, cookie)) == 3
    for name in notes(store, cookie):
        assert re.fullmatch("[0-9a-f]{32}", name)
        assert len(store.notes.load(name).sealed) == 1024 + NONCE_BYTES + TAG_BYTES

"""Days, notes and looks are sealed by themselves: a save of something else passes them on, and none of them is lost."""

import re
from base64 import b64decode
from dataclasses import replace
from typing import Any

import orjson
import pytest

from pwa.plan.changes import parse_change
from pwa.plan.days import entry_id as day_id
from pwa.plan.model import Plan
from pwa.plan.stored import plan_as_json
from pwa.store.base import Damaged
from pwa.store.records import plan_as_document
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import DeviceCookie
from pwa.vault.devices import Devices
from pwa.vault.sealing import NONCE_BYTES, TAG_BYTES, seal
from tests.unit.plan.making import add, raw


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


def parts(store: TinyDBStore, cookie: DeviceCookie) -> dict[str, str]:
    return {**store.load(cookie.plan_id).record.parts}


def test_a_save_of_something_else_passes_notes_on_unopened(
    access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie
) -> None:
    before = parts(store, cookie)
    assert len(before) == 3
    plan = access.look(cookie).plan
    damaged = dict.fromkeys(before, "AAAA")
    record = store.load(cookie.plan_id).record
    store.save(replace(record, parts=damaged), record.revision)
    change(access, cookie, raw("tick", "coping", 1, seq=9, outcome="helped"))
    assert parts(store, cookie) == damaged
    record = store.load(cookie.plan_id).record
    store.save(replace(record, parts=before), record.revision)
    again = access.look(cookie).plan
    assert {name: again.entries(name) for name in ("days", "talk", "looks")} == {
        name: plan.entries(name) for name in ("days", "talk", "looks")
    }


def test_each_part_is_sealed_anew_when_it_changes_and_alone(
    access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie
) -> None:
    before = parts(store, cookie)
    plan = change(access, cookie, raw("add", "talk", 5, seq=9, content={"text": "Ask"}))
    after = parts(store, cookie)
    assert len(after) == 3
    assert len(before.items() & after.items()) == 2
    assert access.look(cookie).plan == plan
    assert [one.now.content["text"] for one in plan.entries("talk")] == ["canary", "Ask"]


def test_what_is_deleted_is_in_no_part(access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie) -> None:
    before = parts(store, cookie)
    change(access, cookie, raw("delete", "talk", 3, seq=9, based_on=f"{'a' * 32}:3"))
    after = parts(store, cookie)
    assert len(after) == 2
    assert after.items() < before.items()
    assert "canary" not in str(plan_as_json(access.look(cookie).plan))


def test_a_plan_of_before_is_read_and_its_notes_go_into_parts(
    access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie
) -> None:
    found = access.look(cookie)
    record = replace(found.record, revision=found.record.revision + 1, parts={})
    content = orjson.dumps({**found.rest, "plan": plan_as_json(found.plan), "seen": {}})
    sealed = seal(found.plan_key, content, plan_id=record.plan_id, revision=record.revision, schema=record.schema)
    store.save(replace(record, sealed=sealed), found.record.revision)
    assert not parts(store, cookie)
    assert access.look(cookie).plan == found.plan
    plan = change(access, cookie, raw("tick", "coping", 1, seq=9, outcome="helped"))
    assert len(parts(store, cookie)) == 3
    assert access.look(cookie).plan == plan
    assert plan.entries("talk") == found.plan.entries("talk")


def test_a_part_that_is_not_as_it_was_sealed_is_damage(
    access: PlanAccess, store: TinyDBStore, cookie: DeviceCookie
) -> None:
    other = access.create().cookie
    change(access, other, raw("add", "talk", 3, seq=3, content={"text": "of another plan"}))
    theirs = next(iter(parts(store, other).values()))
    record = store.load(cookie.plan_id).record
    for sealed in (theirs, "", "AAAA"):
        store.save(replace(record, parts=dict.fromkeys(record.parts, sealed)), record.revision)
        plan = access.look(cookie).plan
        assert plan.entries("coping")
        with pytest.raises(Damaged):
            plan.entries("talk")


def test_notes_stay_readable_when_a_device_is_taken_off(access: PlanAccess, cookie: DeviceCookie) -> None:
    code = access.make_recovery_code(cookie)
    access.keep_recovery_code(cookie, code)
    second = access.recover(code).cookie
    before = access.look(cookie).plan
    Devices(access).remove(second, cookie.device_id)
    assert access.look(second).plan == before
    assert access.look(second).plan.entries("talk") == before.entries("talk")


def test_no_part_says_what_is_in_it(store: TinyDBStore, cookie: DeviceCookie) -> None:
    document = plan_as_document(store.load(cookie.plan_id).record)
    assert len(document["parts"]) == 3
    for name, sealed in document["parts"].items():
        assert re.fullmatch("[0-9a-f]{32}", name)
        assert len(b64decode(sealed)) == 1024 + NONCE_BYTES + TAG_BYTES

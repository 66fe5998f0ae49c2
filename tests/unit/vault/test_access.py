"""The way into plans: who gets in, what two devices do at once, and what leaves no trace."""

import json
import secrets
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pwa.errors import PocketPlanError
from pwa.plan.exchange import Gap
from pwa.store.base import LoadedPlan
from pwa.store.errors import NoSuchPlan
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import OtherPlan, PlanAccess
from pwa.vault.codes import CodeReplaced
from pwa.vault.cookies import DeviceCookie
from pwa.vault.holders import NotAllowed
from pwa.vault.keys import new_key, open_sealed_key
from pwa.vault.recovery import CodeError, new_code, parse_code
from pwa.vault.sealing import seal, unseal
from tests.store.diary import step, turn, written

OUTBOX = "c0" * 16


def added(seq: int, text: str) -> tuple[int, dict[str, Any]]:
    entry = secrets.token_hex(16)
    return seq, {"seq": seq, "kind": "add", "section": "coping", "entry": entry, "content": {"text": text}}


def test_a_plan_is_made_opened_and_changed(access: PlanAccess) -> None:
    made = access.create([step("Breathe out slowly")], "2026-01-31")
    assert (written(made), made.devices, made.copies, made.has_code) == (["Breathe out slowly"], 1, 0, False)
    assert made.removal_secret
    changed, outcomes = access.change(made.cookie, [step("Cold water"), step("Call Sam")])
    assert [outcome.result for outcome in outcomes] == ["done", "done"]
    opened = access.open(made.cookie)
    assert written(opened) == written(changed) == ["Breathe out slowly", "Cold water", "Call Sam"]
    assert opened.revision == changed.revision > made.revision
    assert opened.removal_secret is None
    assert not opened.restored_from_previous


def test_an_unknown_plan_device_or_key_gives_the_same_answer(access: PlanAccess) -> None:
    cookie, other = access.create().cookie, access.create().cookie
    for wrong in strangers(cookie, other):
        for act in (
            lambda wrong: access.open(wrong),
            lambda wrong: access.change(wrong, [step("x")]),
            lambda wrong: access.exchange(wrong, wrong.plan_id, OUTBOX, [added(1, "x")]),
            lambda wrong: access.make_recovery_code(wrong),
            lambda wrong: access.keep_recovery_code(wrong),
            lambda wrong: access.has_recovery_code(wrong),
            lambda wrong: access.delete(wrong),
        ):
            with pytest.raises(NotAllowed) as caught:
                act(wrong)
            assert (str(caught.value), caught.value.reason) == (str(NotAllowed()), "not_allowed")
    assert access.open(cookie).plan.id == cookie.plan_id


def test_how_long_a_refusal_takes_tells_little(access: PlanAccess) -> None:
    cookie, other = access.create([step("x" * 1_000)]).cookie, access.create().cookie
    times = []
    for wrong in strangers(cookie, other):
        taken = []
        for _ in range(150):
            start = time.perf_counter()
            with pytest.raises(NotAllowed):
                access.open(wrong)
            taken.append(time.perf_counter() - start)
        times.append(statistics.median(taken))
    assert max(times) < 3 * min(times)


def strangers(cookie: DeviceCookie, other: DeviceCookie) -> list[DeviceCookie]:
    return [
        replace(cookie, plan_id="0" * 32),
        replace(cookie, device_id="0" * 32),
        replace(cookie, key=new_key()),
        replace(cookie, plan_id=other.plan_id),
        replace(other, device_id=cookie.device_id),
    ]


def test_opening_changes_nothing_on_disk(access: PlanAccess, tmp_path: Path) -> None:
    cookie = access.create([step("x")]).cookie

    def state() -> dict[Path, tuple[int, int]]:
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*")}

    before = state()
    access.open(cookie)
    access.change(cookie, [])
    access.has_recovery_code(cookie)
    assert state() == before


def test_changes_of_many_devices_at_once_are_all_kept(access: PlanAccess) -> None:
    cookie = access.create().cookie
    texts = [f"{writer} {number}" for writer in range(6) for number in range(10)]

    def write(writer: int) -> None:
        for text in texts[writer * 10 : writer * 10 + 10]:
            access.change(cookie, [step(text)])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    assert sorted(written(access.open(cookie))) == sorted(texts)


def test_what_is_sent_twice_is_applied_once_and_answered_twice(access: PlanAccess) -> None:
    cookie = access.create().cookie
    batch = [added(1, "one"), added(2, "two")]
    first, results = access.exchange(cookie, cookie.plan_id, OUTBOX, batch)
    again, same = access.exchange(cookie, cookie.plan_id, OUTBOX, batch)
    assert results == same
    assert written(again) == ["one", "two"]
    assert again.revision == first.revision


def test_a_gap_or_another_plan_changes_nothing(access: PlanAccess) -> None:
    cookie, other = access.create().cookie, access.create().cookie
    with pytest.raises(Gap) as caught:
        access.exchange(cookie, cookie.plan_id, OUTBOX, [added(1, "one"), added(3, "three")])
    assert caught.value.expected == 2
    with pytest.raises(OtherPlan):
        access.exchange(cookie, other.plan_id, OUTBOX, [added(1, "one")])
    assert written(access.open(cookie)) == written(access.open(other)) == []


def test_a_change_that_can_not_be_read_is_refused_and_the_others_go_on(access: PlanAccess) -> None:
    cookie = access.create().cookie
    opened, results = access.exchange(
        cookie, cookie.plan_id, OUTBOX, [added(1, "one"), (2, {"kind": "dance"}), added(3, "three")]
    )
    assert [result.outcome.result for result in results] == ["done", "refused", "done"]
    assert written(opened) == ["one", "three"]


@pytest.mark.parametrize("form", ["words", "digits"])
def test_a_code_opens_the_plan_on_a_new_device(access: PlanAccess, form: Any) -> None:
    cookie = access.create([step("x")]).cookie
    assert not access.has_recovery_code(cookie)
    code = access.make_recovery_code(cookie, form)
    assert access.has_recovery_code(cookie)
    found = access.recover(code.upper())
    assert (written(found), found.devices, found.has_code) == (["x"], 2, True)
    assert found.removal_secret
    access.change(found.cookie, [step("y")])
    assert written(access.open(cookie)) == ["x", "y"]


def test_a_page_whose_answer_was_lost_leaves_no_second_device(access: PlanAccess) -> None:
    cookie = access.create([step("x")]).cookie
    code = access.make_recovery_code(cookie)
    lost = access.recover(code, attempt="one page")
    other = access.recover(code, attempt="another page")
    found = access.recover(code, attempt="one page")
    assert found.devices == 3
    with pytest.raises(NotAllowed):
        access.open(lost.cookie)
    assert [written(access.open(one.cookie)) for one in (other, found)] == [["x"], ["x"]]
    assert [access.recover(code).devices for _ in range(2)] == [4, 5]  # a page that names no try is a new one


def test_a_new_code_stands_beside_the_one_before_until_it_is_kept(access: PlanAccess, tmp_path: Path) -> None:
    cookie = access.create().cookie
    oldest, former, code = (access.make_recovery_code(cookie) for _ in range(3))
    with pytest.raises(NotAllowed):
        access.recover(oldest)
    for either in (code, former):
        assert access.recover(either).plan.id == cookie.plan_id
    access.keep_recovery_code(cookie)
    access.keep_recovery_code(cookie, code)
    with pytest.raises(NotAllowed):
        access.recover(former)
    assert access.recover(code).plan.id == cookie.plan_id
    assert len(list(tmp_path.glob("data/locators/*/*/*.json"))) == 1


def test_keeping_a_code_leaves_one_that_was_made_after_it(access: PlanAccess) -> None:
    cookie = access.create().cookie
    former, shown, later = access.make_recovery_code(cookie), "", ""
    shown = access.make_recovery_code(cookie)
    access.keep_recovery_code(cookie, shown)
    later = access.make_recovery_code(cookie)
    access.keep_recovery_code(cookie, shown)
    for either in (shown, later):
        assert access.recover(either).plan.id == cookie.plan_id
    access.keep_recovery_code(cookie, later)
    for gone in (former, shown):
        with pytest.raises(CodeReplaced):
            access.keep_recovery_code(cookie, gone)
    assert access.recover(later).plan.id == cookie.plan_id


def test_codes_made_and_kept_at_once_leave_one_or_two_that_open(access: PlanAccess, store: TinyDBStore) -> None:
    cookie = access.create().cookie
    codes: list[str] = []

    def make(number: int) -> None:
        codes.append(access.make_recovery_code(cookie))
        if number % 2:
            access.keep_recovery_code(cookie)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(make, range(12)))
    holders = {holder.id for holder in store.load(cookie.plan_id).record.holders if holder.kind == "recovery"}
    assert 1 <= len(holders) <= 2
    found, _ = store._belongings._owned.read(cookie.plan_id)
    assert found is not None
    assert holders == set(found["locators"])
    opening = [code for code in codes if parse_code(code).locator() in holders]
    assert {access.recover(code).plan.id for code in opening} == {cookie.plan_id}


def test_a_code_of_nobody_or_no_code_at_all_is_told_apart(access: PlanAccess) -> None:
    access.create()
    with pytest.raises(NotAllowed):
        access.recover(new_code().text())
    with pytest.raises(CodeError):
        access.recover("hello")


def test_a_deleted_plan_opens_for_nobody(access: PlanAccess, store: TinyDBStore) -> None:
    cookie = access.create([step("x")]).cookie
    code = access.make_recovery_code(cookie)
    access.delete(cookie, "2026-02-01")
    for act in (lambda: access.open(cookie), lambda: access.change(cookie, [step("y")]), lambda: access.recover(code)):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NoSuchPlan):
        store.load(cookie.plan_id)
    assert [deletion.plan_id for deletion in store.deletions()] == [cookie.plan_id]


def test_deleted_words_leave_the_previous_file_at_the_next_save(access: PlanAccess, tmp_path: Path) -> None:
    made = access.create([step("words to forget")])
    without, _ = access.change(made.cookie, turn(made, "other words"))
    access.change(made.cookie, [step("more")])
    (path,) = tmp_path.glob("data/plans/*/*/*.json")
    path.write_bytes(b"damaged")
    previous = access.open(made.cookie)
    assert previous.restored_from_previous
    assert written(previous) == written(without) == ["other words"]
    assert not previous.plan.entries("coping")[0].earlier


def test_what_a_newer_version_sealed_is_kept(access: PlanAccess, store: TinyDBStore) -> None:
    cookie = access.create([step("x")]).cookie
    record = store.load(cookie.plan_id).record
    plan_key = open_sealed_key(record.holders[0], (cookie.key,))
    assert plan_key
    bound = {"plan_id": record.plan_id, "revision": record.revision, "schema": record.schema}
    parts = json.loads(unseal(plan_key, record.sealed, **bound))  # type: ignore[arg-type]
    parts |= {"songs": {"a": 1}}
    parts["plan"]["sections"]["dreams"] = [{"of": "later"}]
    content = json.dumps(parts).encode()
    newer = replace(
        record, revision=9, schema=2, sealed=seal(plan_key, content, plan_id=record.plan_id, revision=9, schema=2)
    )
    store.save(newer, record.revision)
    access.change(cookie, [step("y")])
    record = store.load(cookie.plan_id).record
    assert (record.schema, record.revision) == (2, 10)
    kept = json.loads(unseal(plan_key, record.sealed, plan_id=record.plan_id, revision=10, schema=2))
    assert kept["songs"] == {"a": 1}
    assert kept["plan"]["sections"]["dreams"] == [{"of": "later"}]


def test_nothing_of_a_plan_is_printed(access: PlanAccess, store: TinyDBStore) -> None:
    made = access.create([step("canary words")])
    shown = [repr(made), repr(access), repr(store.load(made.cookie.plan_id))]
    try:
        access.open(replace(made.cookie, key=new_key()))
    except PocketPlanError as error:
        shown += [repr(error), str(error)]
    assert not [text for text in shown if "canary" in text or made.cookie.text() in text]
    assert isinstance(store.load(made.cookie.plan_id), LoadedPlan)

"""What every store promises: run for each of ``conftest.STORES``."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from pwa.store.base import PlanStore, Ticket
from pwa.store.errors import CeilingReached, Conflict, NoSuchPlan, TooSoon
from tests.store.conftest import Kept
from tests.store.sealed import copy_record, plan_record


def test_a_plan_is_found_again_exactly_after_a_restart(kept: Kept) -> None:
    record = plan_record(
        copies=("c1", "c2"), untold=("d1",), notes=("n1", "n2"), extra={"from_later": {"x": [1, "é", None]}}
    )
    kept.store.create(record)
    assert kept.store.load(record.plan_id).record == record
    loaded = kept.reopened().load(record.plan_id)
    assert loaded.record == record
    assert not loaded.restored_from_previous


def test_what_a_newer_version_wrote_about_a_holder_stays(kept: Kept) -> None:
    record = plan_record()
    record = replace(record, holders=(replace(record.holders[0], version=2, extra={"pin": "salt"}), record.holders[1]))
    kept.store.create(record)
    assert kept.reopened().load(record.plan_id).record == record


def test_an_unknown_plan_is_not_there(store: PlanStore) -> None:
    for plan_id in ("", "0" * 32, "../../etc/passwd", "\0", "é" * 300):
        with pytest.raises(NoSuchPlan):
            store.load(plan_id)
        with pytest.raises(NoSuchPlan):
            store.save(plan_record(plan_id=plan_id, revision=2), 1)


def test_an_id_is_used_once(store: PlanStore) -> None:
    record = plan_record()
    store.create(record)
    with pytest.raises(Conflict):
        store.create(plan_record(plan_id=record.plan_id))
    assert store.load(record.plan_id).record == record


def test_a_save_replaces_the_revision_it_was_made_on(kept: Kept) -> None:
    first = plan_record()
    kept.store.create(first)
    second = replace(first, revision=2, sealed=b"second", holders=first.holders[:1])
    kept.store.save(second, 1)
    assert kept.reopened().load(first.plan_id).record == second


def test_a_save_on_another_revision_changes_nothing(kept: Kept) -> None:
    record = plan_record()
    kept.store.create(record)
    for expected in (0, 2):
        with pytest.raises(Conflict):
            kept.store.save(replace(record, revision=3, sealed=b"third"), expected)
    assert kept.reopened().load(record.plan_id).record == record


def test_of_many_saves_on_one_revision_one_gets_through(store: PlanStore) -> None:
    record = plan_record()
    store.create(record)

    def save(writer: int) -> bool:
        try:
            store.save(replace(record, revision=2, sealed=bytes([writer]) * 2000), 1)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(save, range(24)))
    assert won.count(True) == 1
    assert store.load(record.plan_id).record.sealed == bytes([won.index(True)]) * 2000


def test_a_deleted_plan_stays_deleted_with_its_copies_and_locators(kept: Kept) -> None:
    record, other = plan_record(), plan_record()
    copy, others_copy = copy_record(plan_id=record.plan_id), copy_record(plan_id=other.plan_id)
    for plan, its_copy, locator in ((record, copy, "here"), (other, others_copy, "there")):
        kept.store.create(plan)
        kept.store.create_copy(its_copy)
        kept.store.put_locator(locator, plan.plan_id)
    kept.store.put_ticket(Ticket(id="ticket", plan_id=record.plan_id, expires_at=100.0))
    kept.store.delete(record.plan_id, "2026-02-01")
    for store in (kept.store, kept.reopened()):
        with pytest.raises(NoSuchPlan):
            store.load(record.plan_id)
        with pytest.raises(NoSuchPlan):
            store.save(replace(record, revision=2), 1)
        with pytest.raises(Conflict):
            store.create(record)
        with pytest.raises(NoSuchPlan):
            store.load_copy(copy.copy_id)
        assert store.find_locator("here") is None
        assert store.take_ticket("ticket", 50.0) is None
        assert [(one.plan_id, one.day) for one in store.deletions()] == [(record.plan_id, "2026-02-01")]
        assert store.load(other.plan_id).record == other
        assert store.load_copy(others_copy.copy_id) == others_copy
        assert store.find_locator("there") == other.plan_id


def test_deleting_twice_or_nothing_is_no_error(store: PlanStore) -> None:
    record = plan_record()
    store.create(record)
    store.delete(record.plan_id, "2026-02-01")
    store.delete(record.plan_id, "2026-02-02")
    (note,) = store.deletions()
    assert note == store.find_deletion(record.plan_id)
    assert (note.plan_id, note.day) == (record.plan_id, "2026-02-01")
    assert [(one.id, one.public, one.removal_hash) for one in note.devices] == [
        (one.id, one.public, one.removal_hash) for one in record.holders if one.removal_hash
    ]
    assert store.find_deletion("0" * 32) is None


def test_a_copy_is_kept_replaced_and_stopped(kept: Kept) -> None:
    record = copy_record(extra={"label": "later"})
    kept.store.create_copy(record)
    with pytest.raises(Conflict):
        kept.store.create_copy(record)
    second = replace(
        record, revision=2, made_from=9, opened=("2026-01-31", "2026-02-01"), sealed=b"x",
        mark=b"m", until="2026-03-01", passcode=b"p" * 48, may_keep=False, is_stopped=True, words=b"w",
        kept=("k1", "k2"),
    )  # fmt: skip
    with pytest.raises(Conflict):
        kept.store.save_copy(second, 2)
    kept.store.save_copy(second, 1)
    assert kept.reopened().load_copy(record.copy_id) == second
    kept.store.delete_copy(record.copy_id)
    kept.store.delete_copy(record.copy_id)
    with pytest.raises(NoSuchPlan):
        kept.store.load_copy(record.copy_id)
    with pytest.raises(NoSuchPlan):
        kept.store.save_copy(second, 2)


def test_a_copy_that_can_be_read_or_is_not_there_is_not_mended(store: PlanStore) -> None:
    record = copy_record()
    with pytest.raises(Conflict):
        store.mend_copy(record)
    store.create_copy(record)
    with pytest.raises(Conflict):
        store.mend_copy(replace(record, sealed=b"x"))
    assert store.load_copy(record.copy_id) == record


def test_what_is_at_hand_of_a_copy_is_never_an_older_one(store: PlanStore) -> None:
    plan, first = plan_record(), copy_record()
    store.create(plan)
    first = replace(first, plan_id=plan.plan_id)
    store.create_copy(first)
    assert store.copy_at_hand(first.copy_id) in (None, first)
    assert store.load_copy(first.copy_id) == first
    assert store.copy_at_hand(first.copy_id) in (None, first)
    stopped = replace(first, revision=2, is_stopped=True)
    store.save_copy(stopped, 1)
    assert store.copy_at_hand(first.copy_id) in (None, stopped)
    assert store.load_copy(first.copy_id) == stopped
    store.delete_copy(first.copy_id)
    assert store.copy_at_hand(first.copy_id) is None


def test_no_copy_of_a_deleted_plan_is_at_hand(store: PlanStore) -> None:
    plan = plan_record()
    store.create(plan)
    copy = copy_record(plan_id=plan.plan_id)
    store.create_copy(copy)
    assert store.load_copy(copy.copy_id) == copy
    store.delete(plan.plan_id, "2026-02-01")
    assert store.copy_at_hand(copy.copy_id) is None


def test_a_locator_leads_to_one_plan_until_it_is_dropped(kept: Kept) -> None:
    kept.store.put_locator("words", "plan one")
    kept.store.put_locator("words", "plan one")
    with pytest.raises(Conflict):
        kept.store.put_locator("words", "plan two")
    assert kept.reopened().find_locator("words") == "plan one"
    assert kept.store.find_locator("other words") is None
    kept.store.drop_locator("words")
    kept.store.drop_locator("words")
    assert kept.reopened().find_locator("words") is None


def test_a_ticket_works_once(kept: Kept) -> None:
    ticket = Ticket(id="ticket", plan_id="plan", expires_at=100.0, extra={"for": "a new device"})
    kept.store.put_ticket(ticket)
    with pytest.raises(Conflict):
        kept.store.put_ticket(ticket)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: kept.store.take_ticket("ticket", 99.0), range(16)))
    assert [one for one in taken if one] == [ticket]
    assert kept.reopened().take_ticket("ticket", 99.0) is None


def test_a_ticket_does_not_work_late(store: PlanStore) -> None:
    store.put_ticket(Ticket(id="ticket", plan_id="plan", expires_at=100.0))
    assert store.take_ticket("ticket", 100.0) is None
    assert store.take_ticket("ticket", 50.0) is None


def test_tickets_that_nobody_took_go_once_they_are_over(kept: Kept) -> None:
    for name, end in (("over", 100.0), ("just over", 150.0), ("open", 151.0)):
        kept.store.put_ticket(Ticket(id=name, plan_id="plan", expires_at=end))
    kept.store.drop_tickets(150.0)
    store = kept.reopened()
    assert [store.take_ticket(name, 50.0) is not None for name in ("over", "just over", "open")] == [False, False, True]


def test_an_invitation_that_nobody_took_goes_with_its_ticket_and_nothing_else_does(kept: Kept) -> None:
    record = plan_record()
    invite = replace(record.holders[1], id="invited", kind="invite")
    kept.store.create(replace(record, holders=(*record.holders, invite)))
    kept.store.put_locator("invited", record.plan_id)
    for name in ("invited", record.holders[0].id):
        kept.store.put_ticket(Ticket(id=name, plan_id=record.plan_id, expires_at=100.0))
    kept.store.drop_tickets(99.0)
    assert kept.store.find_locator("invited") == record.plan_id
    kept.store.drop_tickets(100.0)
    store = kept.reopened()
    assert (store.find_locator("invited"), store.load(record.plan_id).record) == (None, record)


def test_a_counter_stops_at_its_ceiling_and_no_restart_helps(kept: Kept) -> None:
    assert [kept.store.raise_counter("tries", 3) for _ in range(2)] == [1, 2]
    assert kept.reopened().raise_counter("tries", 3) == 3
    for store in (kept.store, kept.reopened()):
        with pytest.raises(CeilingReached):
            store.raise_counter("tries", 3)
    assert kept.store.raise_counter("other", 3) == 1
    kept.store.clear_counter("tries")
    assert kept.reopened().raise_counter("tries", 3) == 1


def test_what_was_counted_can_be_given_back_and_read(kept: Kept) -> None:
    assert kept.store.read_counter("tries") == 0
    kept.store.lower_counter("tries")
    assert [kept.store.raise_counter("tries", 3) for _ in range(3)] == [1, 2, 3]
    kept.store.lower_counter("tries")
    assert kept.reopened().read_counter("tries") == 2
    assert kept.store.raise_counter("tries", 3) == 3
    for _ in range(4):
        kept.store.lower_counter("tries")
    assert kept.store.read_counter("tries") == 0


def test_a_counter_of_a_copys_name_goes_with_the_copy(kept: Kept) -> None:
    plan, stays = plan_record(), plan_record()
    kept.store.create(plan)
    for copy in (copy_record(copy_id="one", plan_id=plan.plan_id), copy_record(copy_id="two", plan_id=stays.plan_id)):
        kept.store.create_copy(copy)
        kept.store.raise_counter(copy.copy_id, 3)
    kept.store.delete_copy("two")
    kept.store.delete(plan.plan_id, "2026-02-01")
    assert [kept.reopened().read_counter(name) for name in ("one", "two")] == [0, 0]


def test_no_copy_is_kept_of_a_plan_that_was_deleted(kept: Kept) -> None:
    plan = plan_record()
    kept.store.create(plan)
    kept.store.delete(plan.plan_id, "2026-02-01")
    with pytest.raises(NoSuchPlan):
        kept.store.create_copy(copy_record(plan_id=plan.plan_id))


def test_a_counter_lets_nobody_slip_by_at_the_same_moment(store: PlanStore) -> None:
    def count(_: int) -> int:
        try:
            return store.raise_counter("tries", 5)
        except CeilingReached:
            return 0

    with ThreadPoolExecutor(8) as pool:
        counted = list(pool.map(count, range(24)))
    assert sorted(counted) == [0] * 19 + [1, 2, 3, 4, 5]


def test_a_ceiling_of_nothing_lets_nobody_try(store: PlanStore) -> None:
    with pytest.raises(CeilingReached):
        store.raise_counter("tries", 0)


def test_a_slow_counter_waits_longer_each_time_and_no_restart_helps(kept: Kept) -> None:
    waits = (0, 0, 30, 60)
    assert [kept.store.raise_slowly("pin", 100.0, waits) for _ in range(2)] == [1, 2]
    for store in (kept.store, kept.reopened()):
        with pytest.raises(TooSoon) as soon:
            store.raise_slowly("pin", 110.0, waits)
        assert soon.value.seconds == 20
    with pytest.raises(TooSoon):
        kept.store.raise_slowly("pin", 50.0, waits)  # a clock that was put back
    assert kept.store.raise_slowly("pin", 130.0, waits) == 3
    for now in (160.0, 189.0):
        with pytest.raises(TooSoon):
            kept.store.raise_slowly("pin", now, waits)
    assert kept.store.raise_slowly("pin", 190.0, waits) == 4
    kept.store.clear_counter("pin")
    assert kept.store.raise_slowly("pin", 190.0, waits) == 1


def test_a_clock_that_was_once_ahead_makes_nobody_wait_longer_than_usual(kept: Kept) -> None:
    kept.store.raise_slowly("pin", 1_000_000.0, (0, 30))
    for now in (100.0, 120.0):
        with pytest.raises(TooSoon) as soon:
            kept.reopened().raise_slowly("pin", now, (0, 30))
        assert soon.value.seconds == 130.0 - now
    assert kept.reopened().raise_slowly("pin", 130.0, (0, 30)) == 2

"""The history beside a plan: nothing lost or doubled by a kill, deleted words gone, a save as cheap as ever."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pwa.plan import history
from pwa.plan.changes import parse_change
from pwa.plan.history import Item, What
from pwa.plan.model import Entry, Plan, PlanSections, Version
from pwa.plan.stored_entry import entry_as_json
from pwa.store.archive import plans_in
from pwa.store.backup import back_up
from pwa.store.check import check
from pwa.store.errors import Damaged, StoreFailed
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess
from pwa.vault.devices import Devices
from tests.unit.plan.making import entry_id

SECTION = "coping"


class Writer:
    """Writes in one plan, with names for changes that never come twice."""

    def __init__(self, access: PlanAccess, opened: Opened) -> None:
        self.access = access
        self.cookie = opened.cookie
        self.seq = 0

    def change(self, kind: str, number: int, **more: Any) -> Plan:
        self.seq += 1
        named = {"kind": kind, "section": SECTION, "entry": entry_id(number), "revision": f"{'c' * 32}:{self.seq}"}
        opened, (outcome,) = self.access.change(self.cookie, [parse_change({**named, **more})])
        assert outcome.result == "done"
        return opened.plan

    def on_current(self, kind: str, number: int, **more: Any) -> Plan:
        entry = self.access.look(self.cookie).plan.entry(SECTION, entry_id(number))
        assert entry
        return self.change(kind, number, based_on=entry.now.revision, **more)

    def edit(self, number: int, text: str) -> Plan:
        return self.on_current("edit", number, content={"text": text})

    def items(self) -> list[Item]:
        return self.access.earlier.all(self.access.look(self.cookie))


@pytest.fixture
def writer(access: PlanAccess) -> Writer:
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(100_000))
    access.earlier.today = lambda: next(days).isoformat()
    return Writer(access, access.create())


def fill(writer: Writer, edits: int) -> list[str]:
    """Edit one entry until its history lies beside the plan as well."""
    texts = [f"text {number} {'of some length ' * 10}" for number in range(edits)]
    writer.change("add", 1, content={"text": texts[0]})
    for text in texts[1:]:
        writer.edit(1, text)
    return texts


def texts_before(items: list[Item]) -> list[str]:
    return [item.before.now.content["text"] for item in items if item.before]


def test_all_that_happened_is_found_in_its_order_when_most_of_it_lies_beside_the_plan(writer: Writer) -> None:
    texts = fill(writer, 120)
    assert writer.access.store.histories.load(writer.cookie.plan_id)
    items = writer.items()
    assert [item.number for item in items] == [*range(1, 121)]
    assert texts_before(items) == [text.strip() for text in texts[:-1]]
    plan = writer.access.look(writer.cookie).plan
    entry = history.back(plan, items[10:]).entry(SECTION, entry_id(1))
    assert entry
    assert entry.now.content["text"] == texts[9].strip()
    kept = plan.entry(SECTION, entry_id(1))
    assert kept
    assert len(kept.earlier) == history.EARLIER_TEXTS


def test_a_file_to_take_along_has_every_earlier_text_in_its_order(writer: Writer) -> None:
    texts = fill(writer, 120)
    entry = writer.access.earlier.whole(writer.access.look(writer.cookie)).entry(SECTION, entry_id(1))
    assert entry
    assert [text.content["text"] for text in (*entry.earlier, entry.now)] == [text.strip() for text in texts]


def test_undo_of_a_deletion_brings_every_earlier_text_back(writer: Writer) -> None:
    fill(writer, 60)
    before = writer.access.earlier.whole(writer.access.look(writer.cookie)).entry(SECTION, entry_id(1))
    assert before
    assert len(before.earlier) == 59
    writer.on_current("delete", 1, settles=[])
    writer.change("bring_back", 1, whole=entry_as_json(before), after=None)
    assert writer.access.earlier.whole(writer.access.look(writer.cookie)).entry(SECTION, entry_id(1)) == before


@pytest.mark.parametrize("section", ["agreement", "past", "looks"])
def test_what_was_agreed_and_seen_keeps_all_its_texts_in_itself(section: str) -> None:
    texts = [Version(content={"point": str(number)}, revision=f"a:{number}") for number in range(20)]
    entry = Entry(id=entry_id(1), now=texts[-1], earlier=tuple(texts[:-1]))
    plan = Plan(id="p", sections=PlanSections({section: (entry,)}))
    assert history.trimmed(plan, Plan(id="p"), "2026-01-01").entries(section) == (entry,)


def test_a_kill_between_the_file_and_the_plan_loses_nothing_and_doubles_nothing(
    writer: Writer, store: TinyDBStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(writer, 2)
    save, killed = store.save, []

    def once(*args: Any, **named: Any) -> None:
        if store.histories.load(writer.cookie.plan_id) and not killed:
            killed.append(True)
            raise StoreFailed
        save(*args, **named)

    monkeypatch.setattr(store, "save", once)
    for number in range(100):
        try:
            writer.edit(1, f"more {number} {'of some length ' * 10}")
        except StoreFailed:
            assert [item.number for item in writer.items()] == [*range(1, number + 3)]
    assert killed
    assert [item.number for item in writer.items()] == [*range(1, 102)]


def test_deleted_words_are_in_no_file_any_more(writer: Writer, store: TinyDBStore) -> None:
    fill(writer, 120)
    writer.change("add", 2, content={"text": "stays"})
    writer.edit(2, "stays, changed")
    writer.on_current("delete", 1)
    items = writer.items()
    assert [item.what for item in items] == [What.ADDED, What.CHANGED, What.DELETED]
    assert texts_before(items) == ["stays"]
    found = writer.access.look(writer.cookie)
    beside = writer.access.earlier._kept(found, _tail(found))
    assert not [item for item in beside if item.entry == entry_id(1)]


def _tail(found: Any) -> Any:
    from pwa.vault.tails import Tail

    return Tail(found.rest["history"])


def test_what_is_kept_after_a_device_was_taken_off_opens_with_no_key_of_before(writer: Writer) -> None:
    fill(writer, 120)
    access, cookie = writer.access, writer.cookie
    code = access.make_recovery_code(cookie)
    access.keep_recovery_code(cookie, code)
    other = access.recover(code).cookie
    known = _tail(access.look(cookie)).keys
    Devices(access).remove(cookie, other.device_id)
    before = writer.items()
    for number in range(120):
        writer.edit(1, f"since {number} {'of some length ' * 10}")
    found = access.look(cookie)
    assert [access.earlier._opens(found, key) for key in known] == [None] * 3
    assert writer.items()[: len(before)] == before
    assert len(writer.items()) == 240


def test_texts_of_before_there_was_a_history_are_in_it(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as old:
        old.setattr(writer.access.earlier, "noted", lambda before, after, *_: after)
        fill(writer, 9)
    writer.edit(1, "the first that is noted")
    kept = [item.before.now.content["text"][:6] for item in writer.items() if item.before]
    assert kept == [f"text {number}" for number in range(9)]


def test_a_damaged_history_is_told_and_keeps_nothing_from_being_saved(writer: Writer, tmp_path: Path) -> None:
    fill(writer, 120)
    for path in (tmp_path / "data" / "histories").rglob("*.json*"):
        path.write_bytes(b"broken")
    with pytest.raises(Damaged):
        writer.items()
    for number in range(200):
        writer.edit(1, f"after {number} {'of some length ' * 10}")
    assert len(writer.items()) >= 200
    kept, is_all = writer.access.earlier.known(writer.access.look(writer.cookie))
    assert (kept, is_all) == (writer.items(), False)
    aside = [*(tmp_path / "data" / "histories").rglob("*.damaged-*")]
    assert [path.read_bytes() for path in aside] == [b"broken"] * 2
    assert [len(keys) for keys in _tail(writer.access.look(writer.cookie)).aside] == [3]
    writer.on_current("delete", 1)
    assert _tail(writer.access.look(writer.cookie)).aside == [[]], "deleted words could still be read in it"


def test_a_backup_holds_the_history_and_brings_it_back(writer: Writer, store: TinyDBStore, tmp_path: Path) -> None:
    fill(writer, 120)
    back_up(tmp_path / "data", tmp_path / "backup.tar", "2026-01-01")
    assert check(tmp_path / "data").problems == ()
    with TinyDBStore(tmp_path / "other") as other:
        (kept,) = plans_in(tmp_path / "backup.tar")
        assert other.restoring.take(kept, older=False) == "restored"
        writer.access = PlanAccess(other)
        assert [item.number for item in writer.items()] == [*range(1, 121)]


def test_the_history_goes_with_its_plan(writer: Writer, tmp_path: Path) -> None:
    fill(writer, 120)
    writer.access.delete(writer.cookie)
    assert not [*(tmp_path / "data" / "histories").rglob("*.json*")]


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        (["2026-01-04"], ["2026-01-04"]),
        (["2026-01-05"], ["2026-01-05"]),
        (["2026-01-06"], ["2026-01-06"]),
        (["2026-01-07"], ["2026-01-05"]),  # no clock anywhere is two days ahead
        (["2025-10-07"], ["2025-10-07"]),  # written without signal
        (["2025-10-06"], ["2026-01-05"]),  # so long ago: the clock may be wrong
        ([""], ["2026-01-05"]),
        (["2026-01-06", "2026-01-05"], ["2026-01-06", "2026-01-06"]),
        (["2026-01-04", "2026-01-06"], ["2026-01-04", "2026-01-06"]),
    ],
)
def test_what_happened_is_noted_on_the_day_where_the_writer_is(
    access: PlanAccess, said: list[str], noted: list[str]
) -> None:
    writer = Writer(access, access.create())
    access.earlier.today = lambda: "2026-01-05"
    outbox = "d" * 32
    for seq, day in enumerate(said, 1):
        change = {"kind": "add", "section": SECTION, "entry": entry_id(seq), "content": {"text": "Tea"}, "day": day}
        plan_id = access.look(writer.cookie).plan.id
        access.exchange(writer.cookie, plan_id, outbox, [(seq, change)])
    assert [item.day for item in writer.items() if item.what is What.ADDED] == noted

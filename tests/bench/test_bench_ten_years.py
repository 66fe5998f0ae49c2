"""Some months of the ten years with every save, and all ten with none: nothing lost, all in its room, as quick as ever.

``python -m tests.bench.ten_years`` lives them all with every save, ``python -m tests.bench.old_paint`` launches longer.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from pwa.plan.limits import NOTES_BYTES, PLAN_BYTES
from pwa.plan.stored import size_bytes
from pwa.store.tinydb_store import TinyDBStore
from tests.bench.old_paint import measure
from tests.bench.quick_years import QuickLife, lived, saved
from tests.bench.ten_years import BUDGET, ROOM_KB, begin, files_bytes, forgotten, lost, of_a_note, ratio, young_like

DAYS = 150
ALLOWED_SAVE = 1.4  # 1.08 to 1.17 were seen, on a busy machine too, where 1.2 is wanted
ALLOWED_NOTE = 4.0  # 2.2 to 3.1 were seen: of ten years of such notes all is sealed anew
ALLOWED_PAINT = 1.35  # 0.98 and 1.14 were seen; a busy machine with two cores
FILE_BYTES = 45_000  # 31,000 to 39,000 were seen
NOTES_FILES_BYTES = 300_000  # 150,000 were seen, and what the previous plan names


@pytest.fixture(scope="module")
def old() -> QuickLife:
    """Ten years of daily use."""
    return lived()


@pytest.mark.parametrize(("room_kb", "whole_days"), [(ROOM_KB, DAYS), (14, 30)])
def test_months_of_daily_use_keep_what_the_rules_promise(tmp_path: Path, room_kb: int, whole_days: int) -> None:
    with TinyDBStore(tmp_path) as store:
        life = begin(store, DAYS, room_kb)
        life.live(DAYS)
        items = life.access.earlier.all(life.access.look(life.cookies[0]))
        assert lost(life, items, since=life.day - timedelta(days=whole_days)) == []
        assert forgotten(life) == []
        assert sum(files_bytes(tmp_path, "histories")) <= room_kb * 1024
        is_thinned = items[0].day > life.start.isoformat() or len(items) < items[-1].number
        assert is_thinned or room_kb > 1_000


def test_a_save_of_an_old_plan_costs_little_more_than_a_fresh_ones(old: QuickLife, tmp_path: Path) -> None:
    with TinyDBStore(tmp_path / "old") as store, TinyDBStore(tmp_path / "young") as other:
        life = saved(old.plan, store)
        young = young_like(life, other)
        slow, fast, times = ratio(life, young, rounds=100)
        assert life.plan.entries("days") == old.plan.entries("days")
        noted = ratio(life, young, rounds=40, change=of_a_note)
        print(f"\na save {slow:.2f} ms ÷ {fast:.2f} ms of a fresh plan = {times:.2f} (wanted {BUDGET})")
        print("one of a note {:.2f} ms ÷ {:.2f} ms = {:.2f}".format(*noted))
        assert forgotten(old) == []
        assert max(files_bytes(tmp_path / "old", "plans")) <= FILE_BYTES
        assert sum(files_bytes(tmp_path / "old", "notes")) <= NOTES_FILES_BYTES
        assert size_bytes(life.plan, "coping") < PLAN_BYTES
        assert size_bytes(life.plan, "talk") < NOTES_BYTES
        assert times <= ALLOWED_SAVE
        assert noted[2] <= ALLOWED_NOTE


def test_a_phone_shows_the_words_as_soon_as_a_fresh_plans(old: QuickLife, tmp_path: Path) -> None:
    paints = measure(tmp_path, old.plan, rounds=5)
    print(f"\n{paints}")
    assert paints.ratio <= ALLOWED_PAINT

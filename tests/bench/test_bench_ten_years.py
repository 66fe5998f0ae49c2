"""Some months of the ten years: nothing is lost that the rules promise, and the history stays within its room."""

from datetime import timedelta
from pathlib import Path

import pytest

from pwa.store.tinydb_store import TinyDBStore
from tests.bench.ten_years import begin, files_bytes, forgotten, lost

DAYS = 150


@pytest.mark.parametrize(("room_kb", "whole_days"), [(1_024, DAYS), (14, 30)])
def test_months_of_daily_use_keep_what_the_rules_promise(tmp_path: Path, room_kb: int, whole_days: int) -> None:
    with TinyDBStore(tmp_path) as store:
        life = begin(store, DAYS, room_kb)
        life.live(DAYS)
        found = life.access.look(life.cookies[0])
        items = life.access.earlier.all(found)
        assert lost(life, items, since=life.day - timedelta(days=whole_days)) == []
        assert forgotten(life) == []
        # The form of a file and the padding are a few KiB more.
        assert sum(files_bytes(tmp_path, "histories")) <= (room_kb + 6) * 1024
        is_thinned = items[0].day > life.start.isoformat() or len(items) < items[-1].number
        assert is_thinned or room_kb > 1_000

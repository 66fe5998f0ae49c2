"""The launch budgets in a short form: printed each time, failed only far beyond them."""

import statistics
from pathlib import Path

from tests.bench.launch import BARE, BUDGET_REQUESTS, BUDGET_UNLOCK_MS, HANGS, NICEGUI, POCKET, measure, report

ALLOWED = 1.5  # a busy machine with two cores
NICEGUI_AT_LEAST = 2  # 3 and more were seen


def test_a_launch_costs_little_more_than_a_bare_page(tmp_path: Path) -> None:
    launches = measure(tmp_path, rounds=4, troubles=[HANGS], niceguis=[NICEGUI])
    print(f"\n{report(launches)}")
    assert launches.ratio(POCKET, BARE) <= ALLOWED
    assert launches.ratio(HANGS, POCKET) <= ALLOWED
    assert launches.ratio(NICEGUI, POCKET) >= NICEGUI_AT_LEAST
    assert launches.requests_before_paint == BUDGET_REQUESTS


def test_a_locked_launch_costs_no_more_and_a_pin_opens_it_soon(tmp_path: Path) -> None:
    launches = measure(tmp_path, rounds=3, troubles=[], niceguis=[], locked=True)
    print(f"\n{report(launches)}")
    assert launches.ratio(POCKET, BARE) <= ALLOWED
    assert statistics.median(launches.unlocked) <= BUDGET_UNLOCK_MS

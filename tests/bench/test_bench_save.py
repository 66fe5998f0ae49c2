"""The save budget: printed each time with a plain line when over it, failed beyond a margin for busy machines."""

from pathlib import Path

from tests.bench.save import BUDGET, BUDGET_MANY_TO_ONE, measure, report

ALLOWED = 1.5  # a busy machine with two cores; the bare write alone varies by as much


def test_a_saved_change_costs_little_more_than_its_bytes(tmp_path: Path) -> None:
    one, many, large = measure(tmp_path, rounds=150)
    print(f"\n{report(one, many, large)}")
    assert one.ratio <= BUDGET * ALLOWED
    assert many.ratio <= BUDGET * ALLOWED
    assert large.ratio <= BUDGET * ALLOWED
    assert many.ratio / one.ratio <= BUDGET_MANY_TO_ONE * ALLOWED

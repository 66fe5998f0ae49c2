"""How many copies are opened in a second, in a short form: printed, and failed where it became much slower."""

from pathlib import Path

from tests.bench.openings import BUDGET, measure

AT_LEAST = BUDGET / 1.5  # a busy machine is no reason to fail


def test_openings_stay_near_their_budget(tmp_path: Path) -> None:
    rates = measure(tmp_path, rounds=5)
    print(f"\n{rates}")
    assert rates.ratio >= AT_LEAST

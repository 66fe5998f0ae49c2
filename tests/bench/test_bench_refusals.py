"""Without a key nobody can tell by the time whether there is a copy."""

from pathlib import Path

from tests.bench.refusals import BUDGET, measure, ratio, report


def test_a_copy_that_is_there_and_one_that_never_was_are_refused_in_the_same_time(tmp_path: Path) -> None:
    medians = measure(tmp_path)
    print(f"\n{report(medians)}")
    assert ratio(medians) <= BUDGET

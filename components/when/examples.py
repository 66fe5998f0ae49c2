"""Named examples of rough dates."""

from components.keeping.keeping import SAVED, Answer, Typed
from components.kept_text.examples import WORDS
from components.when.when import When

WHEN_WORDS = {**WORDS, "year": "Year", "month": "Month", "day": "Day", "none": "not said"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


async def _save(typed: Typed) -> Answer:
    return SAVED


def _empty() -> None:
    When("When", name="example:when", months=MONTHS, on_save=_save, words=WHEN_WORDS)


def _day() -> None:
    When("When", "2024-03-05", name="example:when day", months=MONTHS, on_save=_save, words=WHEN_WORDS)


EXAMPLES = {"empty": _empty, "a day": _day}

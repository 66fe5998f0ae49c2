"""How much a plan may hold; over a limit a sentence says which one, and nothing is lost."""

from pwa.errors import PocketPlanError
from pwa.plan.section import N_

PLAN_BYTES = 262_144  # of JSON in UTF-8, without earlier texts and pictures, and without NOTES
NOTES = frozenset({"days", "talk", "looks"})  # they grow every day, and must not take the room of the plan
NOTES_BYTES = 1_048_576  # of all notes together
ENTRIES_PER_SECTION = 200
ENTRIES_OF = {  # what ten years need
    "days": 2_000,  # thirteen months of days, a month each before, and days that can't be folded
    "talk": 1_000,  # two notes a week
}
ENTRY_CHARACTERS = 2_000  # Unicode code points in one text
FILE_BYTES = 2_097_152  # of a file that is brought in
WHOLE_ENTRY_CHARACTERS = 20_000  # in all texts of an entry together: a person has several fields and numbers

ADVICE = {
    "plan_too_large": N_(
        "Your plan is full: it can hold 256 kB. Everything in it is safe. Please delete something before you add more."
    ),
    "too_many_entries": N_("This list is full. Please delete one before you add another."),
    "entry_too_long": N_("This text is too long: it can have 2,000 letters. Please make it shorter, or make it two."),
    "entry_too_full": N_(
        "This holds too much: all its texts together can have 20,000 letters. Please make it shorter."
    ),
    "file_too_large": N_("This file is too large: it can have 2 MB. Your plan is as it was."),
}


def bytes_of(section: str) -> int:
    """How many bytes the room holds that a section is in."""
    return NOTES_BYTES if section in NOTES else PLAN_BYTES


def entries_of(section: str) -> int:
    """How many entries a section may hold."""
    return ENTRIES_OF.get(section, ENTRIES_PER_SECTION)


class OverLimit(PocketPlanError):
    """Something would be larger than a limit allows.

    Args:
        reason: a key of ``ADVICE``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(ADVICE[reason], reason=reason)

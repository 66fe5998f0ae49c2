"""Named examples of kept text."""

from components.keeping.keeping import SAVED, Answer, Typed, refused
from components.kept_text.kept_text import KeptText

WORDS = {
    "saving": "Saving…",
    "saved": "Saved",
    "kept": "Not saved yet. It is kept on this page and will be sent again.",
    "refused": "This can't be saved as it is. It is kept here.",
}


async def _save(typed: Typed) -> Answer:
    return SAVED


async def _refuse(typed: Typed) -> Answer:
    return refused("This is longer than 2,000 characters. It is kept here.")


def _one_line() -> None:
    KeptText("The name I like", "Sam", name="example:one", on_save=_save, words=WORDS)


def _several_lines() -> None:
    KeptText(
        "In my own words", "", name="example:several", on_save=_save, words=WORDS, lines=3, hint="One small thing."
    )


def _phone() -> None:
    KeptText("My own number", "07700 900771", name="example:tel", on_save=_save, words=WORDS, kind="tel")


def _date() -> None:
    KeptText("Next look at it", "2027-01-12", name="example:date", on_save=_save, words=WORDS, kind="date")


def _refused() -> None:
    KeptText("Too long", "", name="example:refused", on_save=_refuse, words=WORDS, lines=3)


EXAMPLES = {
    "one line": _one_line,
    "several lines": _several_lines,
    "a phone number": _phone,
    "a date": _date,
    "refused": _refused,
}

"""Named examples of phone numbers."""

from components.keeping.keeping import SAVED, Answer, Typed
from components.kept_text.examples import WORDS
from components.phones.phones import Phones

PHONE_WORDS = {
    **WORDS,
    "number": "Number",
    "numbered": "Number {n}",
    "call": "to call",
    "text": "to text",
    "add": "Add another number",
    "remove": "Remove this number",
}


async def _save(typed: Typed) -> Answer:
    return SAVED


def _none() -> None:
    Phones("Phone numbers", name="example:none", on_save=_save, words=PHONE_WORDS)


def _two() -> None:
    numbers = [{"number": "07700 900112", "for": ["call", "text"]}, {"number": "020 7946 0123", "for": ["call"]}]
    Phones("Phone numbers", numbers, name="example:two", on_save=_save, words=PHONE_WORDS)


EXAMPLES = {"none yet": _none, "two": _two}

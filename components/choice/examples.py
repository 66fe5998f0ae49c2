"""Named examples of choices."""

from components.choice.choice import Choice, Select, Tick
from components.keeping.keeping import SAVED, Answer, Typed
from components.kept_text.examples import WORDS


async def _save(typed: Typed) -> Answer:
    return SAVED


def _few() -> None:
    options = {"no": "no", "sometimes": "sometimes", "yes": "yes"}
    Choice("Does anyone else pick up this phone?", options, "no", name="example:choice", on_save=_save, words=WORDS)


def _many() -> None:
    countries = {"": "not said", "FR": "France", "GB": "United Kingdom"}
    Select("Country", countries, "GB", name="example:select", on_save=_save, words=WORDS)


def _yes_or_no() -> None:
    Tick("Also at night", True, name="example:tick", on_save=_save, words=WORDS)


EXAMPLES = {"one of a few": _few, "one of many": _many, "yes or no": _yes_or_no}

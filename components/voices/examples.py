"""Named examples of other people's views."""

from components.keeping.keeping import SAVED, Answer, Typed
from components.kept_text.examples import WORDS
from components.voices.voices import Voices

VOICE_WORDS = {
    **WORDS,
    "by": "Whose view it is",
    "view": "How they see it",
    "source": "Where they know it from",
    "sure": "How sure they are",
    "numbered": "View {n}",
    "add": "Add someone's view",
    "remove": "Take this view out",
    "undo": "Undo",
}


async def _save(typed: Typed) -> Answer:
    return SAVED


def _none() -> None:
    Voices("How others see it", name="example:no voices", on_save=_save, words=VOICE_WORDS)


def _one() -> None:
    held = {"by": "my sister", "view": "I thought he wanted to be left alone", "source": "was there", "sure": "quite"}
    Voices("How others see it", [held], name="example:one voice", on_save=_save, words=VOICE_WORDS)


EXAMPLES = {"none yet": _none, "one": _one}

"""Named examples of small steps."""

from components.keeping.keeping import SAVED, Answer, Typed
from components.kept_text.examples import WORDS
from components.small_steps.small_steps import SmallSteps

STEP_WORDS = {
    **WORDS,
    "step": "Step",
    "numbered": "Step {n}",
    "done": "done",
    "add": "Add another step",
    "remove": "Remove this step",
}


async def _save(typed: Typed) -> Answer:
    return SAVED


def _none() -> None:
    SmallSteps("Small steps towards it", name="example:no-steps", on_save=_save, words=STEP_WORDS)


def _two() -> None:
    steps = ["✓ Ask for the key", "Carry the wood up"]
    SmallSteps("Small steps towards it", steps, name="example:two-steps", on_save=_save, words=STEP_WORDS)


EXAMPLES = {"none yet": _none, "one of two done": _two}

"""Named examples of folds."""

from components.fold.fold import Fold
from components.words.words import Words


def _closed() -> None:
    with Fold("Put away (2)"):
        Words("p", "Write down the thought, then what I would say to a friend who had it")


EXAMPLES = {"closed": _closed}

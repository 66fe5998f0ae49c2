"""What a tab still keeps of a form that was left: it is said in sight, and can be let go."""

from collections.abc import Callable, Sequence

from nicegui.element import Element

from components.button.button import Button
from components.keeping.keeping import Typed
from components.keeping.waiting import Found, Waiting
from components.words.words import Words
from pwa.pages.open_plan import OpenPlan
from pwa.pages.share.draft import Draft


class BroughtBack:
    """Stands outside the form, so that it outlives it.

    Args:
        name: the draft's, without its plan.
        again: shows an empty form; without it there is no such button.
    """

    def __init__(self, open_plan: OpenPlan, name: str, *, again: Callable[[], None] | None = None) -> None:
        self._t = open_plan.t
        self._again = again
        self._found: list[Found] = []
        self._place: Element | None = None
        self._tab = Waiting(f"{Draft.name_of(open_plan, name)}:", _look_at_nothing, on_brought=self._brought)

    def here(self) -> None:
        """Say it here, once it is known."""
        self._place = Element("div")

    def let_go(self, draft: Draft) -> None:
        """The form is done with: nothing of it is to come back."""
        kept = [Found(name=name, typed=Typed(value=value, known=())) for name, value in draft.kept.items()]
        self._tab.arrived([*self._found, *kept])
        self._found.clear()

    async def _brought(self, found: Sequence[Found]) -> None:
        self._found = list(found)
        if self._place is None or self._place.is_deleted:
            return
        t = self._t
        with self._place, Element("div").classes("pp-told"):
            said = t("What you chose here before is chosen again, also where it is folded up.")
            Words("p", said).props("role=status")
            if self._again:
                Button(t("Start with an empty form"), self._again)


async def _look_at_nothing(found: Sequence[Found], caret: str | None) -> None:
    """The fields of the form take what waits for them by themselves."""

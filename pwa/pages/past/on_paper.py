"""The events on paper, for who asks for it and says so once more: nothing of them prints otherwise."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from components.button.button import Button
from components.fold.fold import Fold
from components.words.words import Words
from pwa.i18n import Translator

# A row that was open takes a moment to be drawn closed.
_PRINT = """setTimeout(() => {
  const rows = document.querySelector(".pp-past .pp-rows");
  const folds = [...rows.querySelectorAll("details:not([open])")];
  rows.classList.add("pp-past-print");
  for (const fold of folds) fold.open = true;
  addEventListener("afterprint", () => {
    rows.classList.remove("pp-past-print");
    for (const fold of folds) fold.open = false;
  }, { once: true });
  print();
}, 300)"""


def on_paper(t: Translator, close: Callable[[], Awaitable[None]]) -> None:
    """A fold with what paper means, and the button; ``close`` closes the event that is open."""

    async def go() -> None:
        await close()
        ui.run_javascript(_PRINT)

    with Fold(t("On paper")):
        Words("p", t("Paper needs no battery and no signal. Whoever finds it can read it."))
        Words("p", t("What is marked “Only me” is never printed."), "pp-hint")
        Button(t("Print"), go, label=t("Print what happened"))

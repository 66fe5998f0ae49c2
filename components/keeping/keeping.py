"""What every field that saves by itself shares: it keeps what is typed until the server has exactly that."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from nicegui.element import Element
from nicegui.events import GenericEventArguments


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in a field now.

    Args:
        value: the text, or what else the field holds (JSON).
        known: values that the server may hold without anyone else having changed them: what the typing started
            from, and what this tab has sent before.
        goes_on: what was saved last from here was only a pause in the same typing.
    """

    value: Any
    known: tuple[Any, ...]
    goes_on: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a save: ``saved`` and ``refused`` end it, ``kept`` makes the tab try again later.

    Args:
        sentence: said instead of the usual word, such as why it was refused, or what looks odd about it.
    """

    state: str = "saved"
    sentence: str = ""


SAVED = Answer()
TRY_AGAIN = Answer(state="kept")
OnSave = Callable[[Typed], Awaitable[Answer]]


def refused(sentence: str) -> Answer:
    """The answer to what can't be saved; it stays in the field with the reason beside it."""
    return Answer(state="refused", sentence=sentence)


class Kept(Element):
    """A field that keeps what is typed in the tab until ``on_save`` has answered ``saved``.

    Args:
        label: what a person reads above it.
        name: the same after a reload, different for every field of every plan.
        words: sentences for the states ``saving``, ``saved``, ``kept`` and ``refused``.
    """

    def __init__(
        self, label: str, value: Any, *, name: str, on_save: OnSave, words: Mapping[str, str], hint: str = ""
    ) -> None:
        super().__init__()
        self._on_save = on_save
        self._puts = 0
        self._props["label"] = label
        self._props["value"] = value
        self._props["name"] = name
        self._props["words"] = dict(words)
        if hint:
            self._props["hint"] = hint
        self.on("save", self._save)

    def put(self, value: Any) -> None:
        """Put a value into the field as if it had been typed there."""
        self._puts += 1
        self._props["put"] = {"value": value, "count": self._puts}
        self.update()

    def set_hint(self, hint: str) -> None:
        """Say something else between label and field."""
        self._props["hint"] = hint
        self.update()

    def show(self, value: Any) -> None:
        """Show what the server holds now, unless something typed still waits."""
        self._props["value"] = value
        self.update()

    def as_draft(self, *, in_tab: bool = True) -> Self:
        """Keep it in the tab even when it has arrived: it becomes part of something that is made only later.

        Args:
            in_tab: False for what nobody may find chosen after a reload: then the tab keeps it at no time.
        """
        self._props["draft"] = True
        self._props["fleeting"] = not in_tab
        self.classes("pp-draft")
        return self

    async def _save(self, event: GenericEventArguments) -> None:
        token, typed = _read(event.args)
        answer = TRY_AGAIN
        try:
            answer = await self._on_save(typed)
        finally:
            if not self.is_deleted:
                self._props["answer"] = {
                    "token": token,
                    "state": answer.state,
                    "sentence": answer.sentence,
                    "value": typed.value,
                }
                self.update()


def _read(args: Any) -> tuple[int, Typed]:
    if not isinstance(args, dict) or not isinstance(args.get("token"), int) or not isinstance(args.get("known"), list):
        raise ValueError("a field sent something else than a save")
    typed = Typed(value=args.get("value"), known=tuple(args["known"]), goes_on=args.get("goesOn") is True)
    return args["token"], typed

"""A field that nothing keeps, and the button that takes what stands there: what is typed in it opens a plan."""

from collections.abc import Awaitable, Callable

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from components.button.button import Button
from components.words.words import Words


def unkept(tag: str, label: str) -> Element:
    """An ``input`` or ``textarea`` with its label."""
    name, field = Words("label", label), Element(tag).classes("pp-input")
    name.props(f"for=c{field.id}")
    return field.props("autocomplete=off autocapitalize=none spellcheck=false")


def with_unkept(text: str, field: Element, act: Callable[[str], Awaitable[None]]) -> Button:
    """A button whose act gets what stands in the field at that moment."""

    async def click(event: GenericEventArguments) -> None:
        await act(str(event.args or ""))

    with Element("div").classes("pp-buttons"):
        button = Button(text, kind="primary")
    button.on("click", click, js_handler=f"() => emit(getHtmlElement({field.id}).value)")
    return button

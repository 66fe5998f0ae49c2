"""Every component with its named examples, for development: ``/<language>/gallery``."""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable

from nicegui.element import Element

import components
from components.plan_view.plan_view import PlanView
from components.words.words import Words
from pwa import i18n
from pwa.pages.desk import Desk
from pwa.pages.frame import frame

HERE = "/gallery"


def pages(desk: Desk, tag: str) -> dict[str, Callable[..., Awaitable[None]]]:
    """The gallery's address in one language, and what builds it; nothing outside development."""

    async def gallery() -> None:
        with frame(desk, i18n.translator(tag), HERE):
            Words("h1", "Gallery")
            for folder in pkgutil.iter_modules(components.__path__):
                _component(folder.name)
            Words("h2", "plan_view")
            _plan_view(desk, tag)

    return {HERE: gallery} if desk.settings.development else {}


def _component(name: str) -> None:
    try:
        examples = importlib.import_module(f"components.{name}.examples").EXAMPLES
    except ModuleNotFoundError:
        return
    Words("h2", name)
    for title, build in examples.items():
        with Element("section").classes("pp-example").props(f'data-example="{name}: {title}"'):
            Words("h3", title)
            build()


def _plan_view(desk: Desk, tag: str) -> None:
    with Element("section").props('data-example="plan_view: a whole plan"'):
        PlanView(
            f"/i18n/{tag}/example.json",
            sections="/sections.json",
            catalogue=f"/i18n/{tag}.json",
            lines="/lines/GB.json",
            styles=[desk.asset("tokens.css"), desk.asset("plan_view.css")],
            language=tag,
        )

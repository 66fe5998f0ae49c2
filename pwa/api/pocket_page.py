"""The phone's page from its template: for whoever asks for ``/``, and in every language for a plan to be put into."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pwa import i18n, lines
from pwa.api.joined import without_comments

POCKET = Path(__file__).resolve().parents[1] / "pocket"
_STYLES = ("tokens.css", "plan_view.css", "change.css", "pocket.css", "install.css")
_MEASURES = "measures.html"  # the neutral page of Hide
_ORIGINALS = "originals.html"
_NAMES = re.compile(r"\{\w+\}")


@cache
def templates(folder: Path) -> Environment:
    """The page templates of a folder and the parts they share: all is escaped, and a missing name is an error."""
    folders = [folder, POCKET]  # the menu of languages is the same on every page
    made = Environment(loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.filters["replace_names"] = lambda text: _NAMES.sub("…", text)
    return made


@dataclass(frozen=True, kw_only=True)
class PocketPage:
    """The template with what stands in it for everybody.

    Args:
        files: the static files by name.
        path: the address of a file.
    """

    files: Mapping[str, bytes]
    path: Callable[[str], str]

    @property
    def styles(self) -> Markup:
        """The styles that stand in the page itself."""
        return Markup("\n".join(self.files[name].decode() for name in _STYLES))  # noqa: S704 -- our own files  # nosec B704

    def html(
        self, language: i18n.Language, numbers: Mapping[str, Any], *, has_plan: bool, is_finished: bool = False,
        **more: bool,
    ) -> str:  # fmt: skip
        """The page in a language with crisis lines; a finished one has a mark where a plan's own words go."""
        return _rendered(
            "pocket.html",
            language,
            self.path,
            menu=self.menu,
            styles=self.styles,
            hide=self._script("hide.js"),
            after_paint=self._script("after_paint.js"),
            lines=numbers,
            has_plan=has_plan,
            finished=is_finished,
            **{"can_keep": True, "offline": True, **more},
        )

    @property
    def menu(self) -> list[dict[str, str]]:
        """The languages as every menu shows them; ``original`` is the address of an unreviewed one's originals."""
        return [
            {**one, "original": self.path(f"originals.{one['tag']}.html") if one["note"] else ""} for one in i18n.menu()
        ]

    def _script(self, name: str) -> Markup:
        """A script that stands in the page, so that the first paint waits for no file."""
        return Markup(without_comments(self.files[name].decode()))  # noqa: S704 -- our own files  # nosec B704

    def finished(self) -> dict[str, bytes]:
        """The pages that a phone finishes, and the neutral one: by file name, each in all languages."""
        pages = {}
        for language in i18n.languages():
            numbers = lines.for_country(None, None, datetime.now(UTC).date(), language.tag)
            pages[f"page.{language.tag}.html"] = self.html(language, numbers, has_plan=True, is_finished=True)
            pages[f"measures.{language.tag}.html"] = _rendered(_MEASURES, language, self.path)
            if not language.is_reviewed:
                words = {"called": language.name, "messages": i18n.most_important(), "menu": i18n.menu()}
                words |= {name: self._script(f"{name}.js") for name in ("hide", "back", "chosen_language")}
                pages[f"originals.{language.tag}.html"] = _rendered(_ORIGINALS, language, self.path, **words)
        return {name: page.encode() for name, page in pages.items()}


def _rendered(name: str, language: i18n.Language, path: Callable[[str], str], **values: Any) -> str:
    given = {"t": i18n.translator(language.tag), "language": language.tag, "dir": language.dir, "asset": path}
    return templates(POCKET).get_template(name).render(**given, **values)

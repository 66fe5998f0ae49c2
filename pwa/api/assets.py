"""Files that every page may load, in one folder named by the hash of them all: each can be kept for ever."""

import hashlib
import mimetypes
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from pwa import i18n
from pwa.api.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
POCKET = ROOT / "pwa" / "pocket"
_SERVED = {".js", ".css", ".svg", ".png"}
_RENDERED = "measures"  # the neutral page of Hide: one file per language
_FOREVER = "public, max-age=31536000, immutable"


def templates(folder: Path) -> Environment:
    """The page templates of a folder: everything is escaped, and a missing name is an error."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


class Assets:
    """All static files, read once: flat names from ``components/*/`` and ``pwa/pocket/``."""

    def __init__(self, folders: Iterable[Path] | None = None) -> None:
        sources = _sources(folders or (*sorted((ROOT / "components").glob("*/")), POCKET))
        self._files = {name: content for name, content in sources.items() if Path(name).suffix in _SERVED}
        self.folder = f"/static/{_hash(sources)}"
        self._files |= _measures(self.path)

    def path(self, name: str) -> str:
        """The address of a file."""
        return f"{self.folder}/{name}"

    def text(self, name: str) -> str:
        """The text of a file; empty when there is none such."""
        return self._files.get(name, b"").decode()

    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return tuple(self._files)

    def response(self, path: str) -> Response:
        """The answer for an address below ``/static/``.

        Raises:
            Problem: for an unknown name, and for a known one in the folder of another version.
        """
        folder, _, name = path.rpartition("/")
        if folder != self.folder or name not in self._files:
            raise Problem("not_found")
        kind = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0]
        return Response(self._files[name], media_type=kind, headers={"Cache-Control": _FOREVER})


def routes(assets: Assets) -> APIRouter:
    """``/static/…`` and the icon that browsers ask for by themselves."""
    router = APIRouter()

    @router.get("/static/{path:path}")
    async def static(request: Request) -> Response:
        return assets.response(request.url.path)

    @router.get("/favicon.ico")
    async def icon() -> Response:
        return assets.response(assets.path("icon.svg"))

    return router


def _sources(folders: Iterable[Path]) -> Mapping[str, bytes]:
    suffixes = {*_SERVED, ".html"}
    paths = (path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in suffixes)
    return {path.name: path.read_bytes() for path in paths}


def _hash(sources: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    words = repr([i18n.phone_catalogue(language.tag) for language in i18n.languages()]).encode()
    for part in (words, *(part for name in sorted(sources) for part in (name.encode(), sources[name]))):
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()[:16]


def _measures(path: Callable[[str], str]) -> dict[str, bytes]:
    if not (POCKET / f"{_RENDERED}.html").exists():
        return {}
    template = templates(POCKET).get_template(f"{_RENDERED}.html")
    return {
        f"{_RENDERED}.{language.tag}.html": template.render(
            t=i18n.translator(language.tag), language=language.tag, dir=language.dir, asset=path
        ).encode()
        for language in i18n.languages()
    }

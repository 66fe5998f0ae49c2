"""Files that every page may load, in one folder named by the hash of them all: each can be kept for ever."""

import hashlib
import json
import mimetypes
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pwa import i18n
from pwa.api.compress import packed
from pwa.api.joined import join, join_for_head, reached
from pwa.api.pocket_page import POCKET, PocketPage
from pwa.api.problems import Problem
from pwa.api.static_policy import policy_for
from pwa.plan import reminder, sections
from pwa.vault.recovery import word_list

ROOT = Path(__file__).resolve().parents[2]
_SERVED = {".js", ".css", ".svg", ".png"}
# What is joined into one script, the one that a page runs first.
_JOINED = {
    "phone.js": ("pocket.js",),
    "first_visit.js": ("no_plan.js",),
}
_WORKER = ("service_worker.js", "worker_later.js")
# What comes with the first tap that needs it, and takes the rest from the phone's page.
_LATER = {
    "days.js": ("days_views.js", "days_acts.js", "looks_acts.js", "earlier_acts.js"),
    "offers.js": ("offers_view.js", "offers_acts.js"),
}
# For browsers that know it (Chromium): all of it is compiled while it comes in, beside the page's own thread.
_AT_ONCE = "//# allFunctionsCalledOnLoad\n"
_FOREVER = "public, max-age=31536000, immutable"


class Assets:
    """All static files, read once: flat names from ``components/*/`` and ``pwa/pocket/``, and pages from templates."""

    def __init__(self, folders: Iterable[Path] | None = None) -> None:
        sources = self._sources = _sources(folders or (*sorted((ROOT / "components").glob("*/")), POCKET))
        self._files = {name: content for name, content in sources.items() if Path(name).suffix in _SERVED}
        self._files |= _joined(sources)
        for language in i18n.languages():
            self._files[f"later.{language.tag}.json"] = json.dumps(i18n.later_messages(language.tag)).encode()
        self._files["reminder.ics"] = reminder.template().encode()
        # For whoever types a code: far too much for a first visit.
        self._files["words.txt"] = "\n".join(word_list()).encode()
        self.page = PocketPage(files=self._files.copy(), path=self.path)
        self.folder = ""  # the pages hold its name, so that it is made from them as they are without it
        self.version = _hash({**sources, **self._files, **self.page.finished()})
        self.folder = f"/static/{self.version}"
        self._files |= self.page.finished()

    def path(self, name: str) -> str:
        """The address of a file."""
        return f"{self.folder}/{name}"

    def text(self, name: str) -> str:
        """The text of a file; empty when there is none such."""
        return self._files.get(name, b"").decode()

    def worker(self) -> str:
        """All modules of the service worker as one script: a launch would wait for every further file."""
        return f'globalThis.ownFolder = "{self.folder}";\n{_script(_WORKER, self._sources)}'

    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return tuple(self._files)

    def response(self, path: str, known: str = "") -> Response:
        """The answer for an address below ``/static/``, for a browser that has the answer with the tag ``known``.

        Raises:
            Problem: for an unknown name, and for a known one in the folder of another version.
        """
        folder, _, name = path.rpartition("/")
        if folder != self.folder or name not in self._files:
            raise Problem("not_found")
        headers = {"Cache-Control": _FOREVER, "ETag": f'"{self.version}"'}
        if name.endswith(".html"):
            # In a 304 too: a browser puts its headers in the place of those it has.
            headers["Content-Security-Policy"] = policy_for(self.text(name))
        if headers["ETag"] in known:
            return Response(status_code=304, headers=headers)
        kind = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0]
        return Response(self._files[name], media_type=kind, headers=headers)


def routes(assets: Assets) -> APIRouter:
    """``/static/…`` and the icon that browsers ask for by themselves."""
    router = APIRouter()

    @router.get("/static/{path:path}")
    async def static(request: Request) -> Response:
        reply = assets.response(request.url.path, request.headers.get("if-none-match", ""))
        return reply if reply.media_type == "image/png" else packed(reply, request.headers)

    @router.get("/favicon.ico")
    async def icon() -> Response:
        return assets.response(assets.path("icon.svg"))

    return router


def _sources(folders: Iterable[Path]) -> Mapping[str, bytes]:
    suffixes = {*_SERVED, ".html", ".licence"}
    paths = (path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in suffixes)
    return {path.name: path.read_bytes() for path in paths}


def _joined(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The scripts of pages that are made of several."""
    read = _reader(sources)
    head, given = join_for_head("copy_begin.js", read)
    scripts = {
        **{name: _script(entries, sources) for name, entries in _JOINED.items()},
        **{name: _script(entries, sources, reached(_JOINED["phone.js"], read)) for name, entries in _LATER.items()},
        "copy_head.js": head,
        "copy.js": _AT_ONCE + _script(["open_copy.js"], sources, given),
    }
    return {name: text.encode() for name, text in scripts.items()}


def _script(entries: Sequence[str], sources: Mapping[str, bytes], given: Collection[str] = ()) -> str:
    """Modules joined; another author's licence goes out with what they wrote."""

    def notice(name: str) -> str:
        licence = sources.get(f"{Path(name).stem}.licence", b"").decode()
        return f"/*!\n{licence}*/\n" if licence else ""

    return join(entries, _reader(sources), notice, given)


def _reader(sources: Mapping[str, bytes]) -> Callable[[str], str]:
    return lambda name: sources[name].decode()


def _hash(parts: Mapping[str, bytes]) -> str:
    """One name for everything that a phone keeps of a version, what it gets at addresses without a version among it."""
    words = [i18n.phone_catalogue(language.tag) for language in i18n.languages()]
    policies = [policy_for(content.decode()) for name, content in parts.items() if name.endswith(".html")]
    tables = [sections.as_json(), sections.as_json_for_copies()]
    digest = hashlib.sha256(json.dumps([words, tables, sorted(policies)], sort_keys=True).encode())
    for part in (part for name in sorted(parts) for part in (name.encode(), parts[name])):
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()[:16]

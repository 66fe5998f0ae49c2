"""Every address that a browser can open, taken from what the program registers: a new page can't be forgotten."""

from types import SimpleNamespace

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from pwa import i18n
from pwa.api.answers import Answers
from pwa.api.assets import Assets
from pwa.api.context import Context
from pwa.api.routes import add_routes
from pwa.pages.edit import PART_NAMES, part_address
from pwa.pages.register import PAGES
from pwa.plan.sections import SECTIONS
from pwa.settings import Settings

LANGUAGE = "en"
_PARTS = {
    "/{slot}/edit/{part}": [part_address(name) for name in PART_NAMES],
    "/{slot}/with/{part}": [str(number) for number in range(len(SECTIONS))],
}
_NAMED = {
    "{language}": LANGUAGE,
    "{country}": "GB",
    "{zone:path}": "Europe/London",
    "{slot}": "mine",
    "{path:path}": "no-such-file.js",
    "{rest:path}": "A" * 22,
}


def of_pages() -> list[str]:
    """The addresses of NiceGUI's pages with their placeholders, without the language."""
    desk = SimpleNamespace(settings=SimpleNamespace(development=False))
    return [path for pages in PAGES for path in pages(desk, LANGUAGE)]


def pages_of(slot: str, helps: str) -> list[str]:
    """Each page of an owner's plan, and each of someone who helps, as ``helps``."""
    found = []
    for path in of_pages():
        own = path.replace("{slot}", helps if "/with" in path else slot)
        parts = _PARTS[path] if "{part}" in path else [""]
        found += [f"/{LANGUAGE}{own.replace('{part}', part)}" for part in parts]
    assert not [one for one in found if "{" in one]
    return found


def of_phone(picture: str) -> list[str]:
    """Each address that answers a GET outside the desk."""
    i18n.load(pseudo=False)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    context = Context(access=None, copies=None, settings=Settings(), assets=Assets())
    add_routes(app, context, Answers(context))
    found = [route.path_format for route in iter_route_contexts(app.routes) if "GET" in (route.methods or ())]
    for name, value in {**_NAMED, "{picture_id}": picture}.items():
        found = [path.replace(name, value).replace(name.replace(":path", ""), value) for path in found]
    assert not [path for path in found if "{" in path]
    return found

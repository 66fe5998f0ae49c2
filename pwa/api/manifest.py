"""What a phone puts on its home screen: a name that its owner picks, icons, and two ways straight into the plan."""

import re
import unicodedata
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa import i18n
from pwa.api.context import Context
from pwa.plan.sections import N_
from pwa.plan.text import clean

NAME_CHARACTERS = 30
NEUTRAL_NAME = N_("Notes")

# A long press on the icon shows these without opening it, to whoever holds the phone. So they are single plain words
# that could belong to any notes, and the same ones that stand on the buttons of the plan, so that its owner finds them.
_SHORTCUTS = ((N_("Steps"), "/#steps"), (N_("People"), "/#people"))
_SCREENSHOTS = (("people", N_("Names and numbers")), ("steps", N_("One step at a time")))
_SCREENSHOT_SIZE = "360x740"
_ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
_MASKABLE = (("maskable-192.png", "192x192", "maskable"), ("maskable-512.png", "512x512", "maskable"))

_MARKS = frozenset("'’.,!?&()+:·\u200c\u200d")
_KINDS = frozenset("LMN")
_MORE_KINDS = frozenset({"Zs", "Pd", "So", "Sk"})
_SEEN = frozenset({"L", "N", "S"})
_BROKEN = "\ufffd"  # what stands for bytes that are no text


def routes(context: Context) -> APIRouter:
    """The manifest: without a query in the browser's language and with the neutral name."""
    router = APIRouter()

    @router.get("/manifest.webmanifest")
    async def manifest(request: Request) -> Response:
        language = i18n.language(context.language(request))
        document = _manifest(context, language, request.query_params.get("name"))
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        return JSONResponse(document, headers=headers, media_type="application/manifest+json")

    return router


def chosen_name(raw: str | None) -> str | None:
    """The name that a person picked, or None when it is odd in any way: too long, unseen, or with unusual signs."""
    name = re.sub(" +", " ", clean(raw or "", lines=False))
    if not 0 < len(name) <= NAME_CHARACTERS or not all(_is_usual(sign) for sign in name):
        return None
    return name if any(unicodedata.category(sign)[0] in _SEEN for sign in name) else None


def _is_usual(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return sign != _BROKEN and (kind[0] in _KINDS or kind in _MORE_KINDS or sign in _MARKS)


def _manifest(context: Context, language: i18n.Language, name: str | None) -> dict[str, Any]:
    t = i18n.translator(language.tag)
    called = chosen_name(name) or t(NEUTRAL_NAME)
    paper = _colour(context, "page")
    return {
        "name": called,
        "short_name": called,
        "lang": language.tag,
        "dir": language.dir,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": paper,
        "theme_color": paper,
        "icons": [_image(context, *icon) for icon in (*_ICONS, *_MASKABLE)],
        "shortcuts": [{"name": t(word), "url": address} for word, address in _SHORTCUTS],
        "screenshots": _screenshots(context, t),
    }


def _image(context: Context, name: str, sizes: str, purpose: str) -> dict[str, str]:
    return {"src": context.assets.path(name), "sizes": sizes, "type": "image/png", "purpose": purpose}


def _screenshots(context: Context, t: i18n.Translator) -> list[dict[str, str]]:
    """Pictures of the example in this language; none is better than one in words the person may not read."""
    shown = ((f"{name}.{t.tag}.png", t(label)) for name, label in _SCREENSHOTS)
    return [
        {
            "src": context.assets.path(file),
            "sizes": _SCREENSHOT_SIZE,
            "type": "image/png",
            "form_factor": "narrow",
            "label": label,
        }
        for file, label in shown
        if file in context.assets.names()
    ]


def _colour(context: Context, name: str) -> str:
    """A colour of the design tokens, as it is in light surroundings."""
    found = re.search(rf"--colour-{name}: (#[0-9a-f]{{6}});", context.assets.text("tokens.css"))
    if found is None:
        raise LookupError(f"tokens.css has no colour {name!r}")
    return found[1]

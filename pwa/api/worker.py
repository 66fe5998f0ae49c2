"""``/service_worker.js``: the worker of this version with the list of its files, or the one that ends it."""

import hashlib
import json

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pwa import i18n
from pwa.api.assets import Assets
from pwa.api.compress import packed
from pwa.api.context import Context

_ENDING = "no_worker.js"
_SHARED = ("icon.svg", "measures.css")
# All that the phone's page needs whatever its language.
_FILES = ("phone.js", "days.js", "days.css", "offers.js", "reminder.ics", *_SHARED)
_CARD_FILES = ("copy.js", *_SHARED)  # the same of the page that opens copies


def routes(context: Context) -> APIRouter:
    """The worker's own address, at the root so that it may answer for every page."""
    router = APIRouter()
    text = _script(context.assets) if context.settings.offline else context.assets.text(_ENDING)
    # Browsers look often whether there is another one.
    headers = {"Cache-Control": "no-cache", "ETag": f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'}

    @router.api_route("/service_worker.js", methods=["GET", "HEAD"])
    async def worker(request: Request) -> Response:
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return packed(Response(text, media_type="text/javascript", headers=headers), request.headers)

    return router


def files(assets: Assets) -> list[str]:
    """The addresses of all files that the phone's page needs whatever its language."""
    return [assets.path(name) for name in _FILES]


def card_files(assets: Assets) -> list[str]:
    """The addresses of all files that the page of copies needs whatever its language."""
    return [assets.path(name) for name in _CARD_FILES]


def _script(assets: Assets) -> str:
    languages = [language.tag for language in i18n.languages()]
    unreviewed = [language.tag for language in i18n.languages() if not language.is_reviewed]
    version = {
        "files": files(assets), "cards": card_files(assets), "languages": languages, "unreviewed": unreviewed,
    }  # fmt: skip
    later = '() => part("worker_later.js")'
    return f'{assets.worker()}part("service_worker.js").serve({json.dumps(version, indent=1)}, {later});\n'

"""All routes of the phone on one application, and the layers around them."""

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from pwa.api import (
    adding,
    assets,
    copy_pages,
    earlier,
    front,
    helping,
    manifest,
    pictures,
    pins,
    plans,
    take_along,
    texts,
    worker,
)
from pwa.api.answers import Answers
from pwa.api.compress import Compress
from pwa.api.context import Context
from pwa.api.copies import CopyAnswers
from pwa.api.guard import Guard


def add_routes(app: FastAPI, context: Context, answers: Answers) -> None:
    """Add the routes, and our answers to what goes wrong in them."""
    routers = (
        front.routes(context),
        manifest.routes(context),
        assets.routes(context.assets),
        worker.routes(context),
        texts.routes(context),
        plans.routes(context),
        earlier.routes(context),
        pins.routes(context),
        take_along.routes(context),
        pictures.routes(context),
        adding.routes(context),
        helping.routes(context),
        copy_pages.routes(context),  # last: it takes every address below /s/ that nobody else has
    )
    for router in routers:
        app.include_router(router)
    answers.install(app)
    answers.close(app, [route for router in routers for route in router.routes])


class Guarded(FastAPI):
    """An application with layers around all that FastAPI itself does: none of that is done for an opened copy."""

    def guard(self, context: Context, answers: Answers) -> None:
        """Put compression and the guard around everything, what is added later among it."""
        inner = CopyAnswers(Compress(super().__call__), context=context, answers=answers)
        self._guard = Guard(inner, answer=answers.answer, base_url=context.settings.base_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Every request comes this way."""
        await self._guard(scope, receive, send)

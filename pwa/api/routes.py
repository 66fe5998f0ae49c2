"""All routes of the phone on one application, and the layers around them."""

from fastapi import FastAPI

from pwa.api import assets, copies, copy_pages, front, manifest, plans, texts, worker
from pwa.api.answers import Answers
from pwa.api.before import Before
from pwa.api.compress import Compress
from pwa.api.context import Context
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
        copy_pages.routes(context),  # last: it takes every address below /s/ that nobody else has
    )
    for router in routers:
        app.include_router(router)
    answers.install(app)
    answers.close(app, [route for router in routers for route in router.routes])


def add_guards(app: FastAPI, context: Context, answers: Answers) -> None:
    """Put compression and the guard around everything, what is mounted later among it."""
    app.add_middleware(Compress)
    app.add_middleware(Before, prefix="/api/copies/", first=copies.application(context, answers))
    app.add_middleware(Guard, answer=answers.answer, reach_of=context.reach, origin=context.settings.base_url)

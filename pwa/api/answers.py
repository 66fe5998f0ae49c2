"""How errors and unknown addresses are answered: a problem document to a program, a calm page to a person."""

from collections.abc import Iterable

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from pwa.api.context import Context
from pwa.api.front import error_page
from pwa.api.problems import Problem, problem_response
from pwa.api.reports import report
from pwa.errors import PocketPlanError

_OURS = ("/api/{rest:path}", "/s/{rest:path}")  # never NiceGUI's, which logs the whole address of what it lacks


class Answers:
    """The one place where an error becomes an answer."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def answer(self, request: HTTPConnection, error: PocketPlanError) -> Response:
        """One of our errors, in the person's language."""
        if _wants_page(request):
            return error_page(self._context, request, error)
        return problem_response(error, self._context.language(request))

    async def expected(self, request: Request, error: Exception) -> Response:
        """Any error that was raised on purpose."""
        return self.answer(request, error if isinstance(error, PocketPlanError) else _as_problem(error))

    async def unexpected(self, request: Request, error: Exception) -> Response:
        """An error that nobody thought of: a reference is logged, its text is not."""
        return self.answer(request, Problem("unexpected", reference=report(error)))

    def install(self, app: FastAPI) -> None:
        """Answer for this application, in place of its own pages."""
        for kind in (PocketPlanError, HTTPException, RequestValidationError, 404, 405):
            app.exception_handlers[kind] = self.expected
        app.exception_handlers[Exception] = self.unexpected

    def close(self, app: FastAPI, routes: Iterable[BaseRoute]) -> None:
        """Answer here for our ``routes`` with another method, and for unknown addresses that are ours alone."""
        for path, allowed in _methods(routes).items():
            app.router.routes.append(Route(path, _Refusal(self, Problem("wrong_method", headers={"Allow": allowed}))))
        for path in _OURS:
            app.router.routes.append(Route(path, _Refusal(self, Problem("not_found"))))


class _Refusal:
    """An ASGI application, so that Starlette asks it for every method."""

    def __init__(self, answers: Answers, problem: Problem) -> None:
        self._answers = answers
        self._problem = problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answers.expected(Request(scope, receive), self._problem)
        await response(scope, receive, send)


def _methods(routes: Iterable[BaseRoute]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for route in routes:
        found.setdefault(getattr(route, "path", ""), set()).update(getattr(route, "methods", None) or ())
    return {path: ", ".join(sorted(methods)) for path, methods in found.items() if methods}


def _as_problem(error: Exception) -> Problem:
    status = getattr(error, "status_code", 400)
    return Problem({404: "not_found", 405: "wrong_method", 413: "too_large"}.get(status, "unreadable"))


def _wants_page(request: HTTPConnection) -> bool:
    is_looking = request.scope["method"] in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")
    return is_looking and not request.url.path.startswith("/api/")

"""Errors as ``application/problem+json`` (RFC 9457): what happened, what is safe, what to do; never plan content."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse

from pwa.errors import PocketPlanError
from pwa.i18n import translator
from pwa.plan.sections import N_

MEDIA_TYPE = "application/problem+json"

_NOT_SAVED = N_("That could not be saved")
_NOT_OPENED = N_("This plan could not be opened here")
_COPY_CLOSED = N_("This copy does not open")
_NOT_ADDED = N_("This device was not added")
_NOT_UNDERSTOOD = N_("That was not understood")

# reason -> status (RFC 9110), title, and the advice of our own problems; other errors bring theirs.
_KNOWN: Mapping[str, tuple[int, str, str]] = {
    "unreadable": (400, _NOT_UNDERSTOOD, N_("Please load the page again and try once more. Your plan is as it was.")),
    "no_plan": (401, N_("There is no plan here yet"), N_("Make one, or bring yours here with your recovery code.")),
    "not_allowed": (401, _NOT_OPENED, N_("Bring your plan back with your recovery code. Nothing of it is lost.")),
    "removed": (410, N_("This plan is no longer on this device"), ""),
    "no_such_device": (404, _NOT_SAVED, ""),
    "needs_https": (403, N_("A plan can't be kept at this address"), N_(
        "This address is not protected, so others could read along. Please open it with https at the start.")),
    "cross_site": (403, N_("That came from another page"), N_(
        "Only our own pages may change a plan. Nothing was changed.")),
    "not_found": (404, N_("There is nothing at this address"), N_(
        "Maybe a letter is missing. If you have a plan, it is as it was.")),
    "wrong_method": (405, N_("There is nothing at this address"), N_(
        "Go back to the first page. If you have a plan, it is as it was.")),
    "already_here": (409, N_("There is already a plan here"), N_("This browser keeps one plan. It is as it was.")),
    "other_plan": (409, N_("That belongs to another plan"), ""),
    "gap": (409, N_("Something before that is missing"), ""),
    "conflict": (409, _NOT_SAVED, ""),
    "passcode_needed": (401, _COPY_CLOSED, ""),
    "passcode_wrong": (401, _COPY_CLOSED, ""),
    "copy_expired": (410, _COPY_CLOSED, ""),
    "copy_stopped": (410, _COPY_CLOSED, ""),
    "not_to_keep": (403, _COPY_CLOSED, ""),
    "locked": (423, N_("This is locked"), ""),
    "wrong_pin": (403, N_("That is not the PIN"), ""),
    "pin_too_soon": (429, N_("That was tried many times"), ""),
    "too_soon": (429, N_("That was tried many times"), ""),
    "ticket_unknown": (404, _NOT_ADDED, ""),
    "ticket_used": (409, _NOT_ADDED, ""),
    "ticket_expired": (410, _NOT_ADDED, ""),
    "ticket_refused": (403, _NOT_ADDED, ""),
    "help_ended": (410, N_("Your help with this plan has ended"), ""),
    "no_invitation": (404, N_("This invitation does not work"), ""),
    "too_many_helpers": (409, _NOT_SAVED, ""),
    "needs_proof": (403, _NOT_SAVED, ""),
    "words_too_new": (403, _NOT_OPENED, ""),
    "needs_code": (409, _NOT_SAVED, ""),
    "copy_paused": (423, _COPY_CLOSED, ""),
    "too_many_copies": (409, _NOT_SAVED, ""),
    "does_not_fit": (413, _NOT_SAVED, ""),
    "too_large": (413, _NOT_SAVED, N_(
        "That is too much at once: at most {limit} kilobytes fit. Your plan is as it was. Please make it shorter.")),
    "too_many_changes": (413, _NOT_SAVED, N_(
        "That is too much at once: at most {limit} changes fit. Your plan is as it was.")),
    "not_json": (415, _NOT_UNDERSTOOD, N_("Please load the page again and try once more. Your plan is as it was.")),
    "too_many_requests": (429, N_("That was tried many times"), N_(
        "Please wait a little and try again. Your plan is as it was.")),
    "unexpected": (500, N_("Something went wrong here"), N_(
        "What was saved before is safe. Please try again. If this stays, tell the people who run this server "
        "the number {reference}.")),
    "no_such_plan": (401, _NOT_OPENED, ""),
    "ceiling_reached": (429, N_("That was tried many times"), ""),
    "newer_format": (503, _NOT_OPENED, ""),
    "newer_version": (503, _NOT_OPENED, ""),
    "store_busy": (503, _NOT_OPENED, ""),
    "plan_too_large": (413, _NOT_SAVED, ""),
    "too_many_entries": (413, _NOT_SAVED, ""),
    "entry_too_long": (413, _NOT_SAVED, ""),
    "entry_too_full": (413, _NOT_SAVED, ""),
    "file_too_large": (413, _NOT_SAVED, ""),
    "picture_too_large": (413, _NOT_SAVED, ""),
    "not_a_picture": (415, _NOT_SAVED, ""),
    "too_many_pictures": (413, _NOT_SAVED, ""),
    "passphrase_wrong": (403, _NOT_UNDERSTOOD, ""),
    "not_now": (503, _NOT_SAVED, ""),
    "damaged": (500, _NOT_OPENED, ""),
    "store_failed": (503, _NOT_SAVED, ""),
    "store_full": (507, _NOT_SAVED, ""),
}  # fmt: skip


class Problem(PocketPlanError):
    """A request that is answered with an error a person can read.

    Args:
        reason: one of the known reasons.
        advice: what to say instead of the reason's own advice (a message id).
        headers: more headers of the answer, such as ``Retry-After``.
        more: more members of the document, which are also put into the advice's ``{placeholders}``.
    """

    def __init__(
        self, reason: str, advice: str | None = None, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(advice or _KNOWN[reason][2], reason=reason)
        self.headers = headers or {}
        self.more = more


@dataclass(frozen=True, kw_only=True)
class Told:
    """An error as it is told in a language."""

    status: int
    title: str
    detail: str
    more: Mapping[str, Any]


def told(error: PocketPlanError, language: str) -> Told:
    """Any of our errors in a language; the ``values`` of an error fill its advice's placeholders."""
    status, title, _ = _KNOWN.get(error.reason, (400, _NOT_UNDERSTOOD, ""))
    more = {**getattr(error, "values", {}), **getattr(error, "more", {})}
    t = translator(language)
    return Told(status=status, title=t(title), detail=t(error.advice, **more), more=more)


def problem_response(error: PocketPlanError, language: str) -> JSONResponse:
    """Any of our errors as a problem document in a language."""
    said = told(error, language)
    document = {
        **said.more,
        "type": f"urn:pocket-plan:problem:{error.reason}",
        "title": said.title,
        "status": said.status,
        "detail": said.detail,
        "reason": error.reason,
    }
    headers = {"Cache-Control": "no-store", "Content-Language": language, **getattr(error, "headers", {})}
    return JSONResponse(document, said.status, headers, media_type=MEDIA_TYPE)

"""The routes of the file that an owner takes along: save it, look at one, bring one in. None is kept on a disk."""

import asyncio
from base64 import b64decode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pwa.api.context import Context, read_json, today
from pwa.api.file_settings import known_settings, told_changes
from pwa.api.opening import living_plan
from pwa.api.problems import Problem
from pwa.i18n import SOURCE, Translator, translator
from pwa.i18n.written import plan_language
from pwa.plan.bringing_in import How, Pair, brought_in, compared
from pwa.plan.filed_pictures import FILED_BYTES, FiledPicture
from pwa.plan.limits import FILE_BYTES, OverLimit
from pwa.plan.model import Entry
from pwa.plan.plan_file import PlanFile, plan_as_file, plan_as_page, read_plan_file
from pwa.plan.section import Section
from pwa.plan.sections import SETTINGS
from pwa.vault import passphrase
from pwa.vault.cookies import DeviceCookie
from pwa.vault.keys import new_id
from pwa.vault.passphrase import PassphraseError
from pwa.vault.pictures import Pictures
from pwa.vault.unsealed import Unsealed

_MOST_BYTES = FILE_BYTES + FILED_BYTES
_BODY_BYTES = 4 * (_MOST_BYTES // 3 + 1) + 8_192  # in base64, with a passphrase


def routes(context: Context) -> APIRouter:
    """The routes below ``/api/plans/<slot>/file``."""
    router = APIRouter(prefix="/api/plans/{slot}/file")
    taking = _Taking(context)

    @router.post("")
    async def take(request: Request, slot: str) -> Response:
        return await taking.take(request, slot)

    @router.post("/look")
    async def look(request: Request, slot: str) -> Response:
        _, cookie, file = await taking.sent(request, slot)
        opened = await asyncio.to_thread(context.access.open, cookie)
        known, t = known_settings(file), translator(context.language(request))
        pairs = await asyncio.to_thread(compared, opened.plan, known)
        changes = await asyncio.to_thread(told_changes, t, opened.plan, known)
        unknown = t("A country or language in this file is not known here. It is left out.") if known != file else ""
        unread = await asyncio.to_thread(taking.pictures.unread, cookie, file.pictures)
        seen = _seen(t, len(file.pictures))
        languages = {"here": plan_language(opened.plan), "there": _language(known)}
        return JSONResponse(
            {
                **_told(t, pairs),
                "languages": languages,
                "changes": changes,
                "unknown": unknown,
                "pictures": seen if file.pictures else "",
                "unread": _unread(t, file, unread),
            }
        )

    @router.post("/bring")
    async def bring(request: Request, slot: str) -> Response:
        body, cookie, file = await taking.sent(request, slot)
        if body.get("how") not in [*How]:
            raise Problem("unreadable")
        how = How(body["how"])

        def edit(found: Unsealed) -> Unsealed:
            whole = context.access.earlier.whole(found)
            plan = brought_in(found.plan, known_settings(file), how, new_id(), whole)
            return found if plan == found.plan else replace(found, plan=plan)

        opened, unread = await asyncio.to_thread(taking.pictures.bring, cookie, file.pictures, edit)
        said = _unread(translator(context.language(request)), file, unread)
        return JSONResponse({"revision": opened.revision, "unread": said})

    return router


class _Taking:
    """What the routes share: one file is sealed or opened at a time, as each takes half a gigabyte of memory."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._turn = asyncio.Lock()
        self.pictures = Pictures(context.access)

    async def take(self, request: Request, slot: str) -> Response:
        """The file, sealed where there is a passphrase; ``to_read`` asks for what a page of it shows."""
        access = self._context.access
        _, cookie = await living_plan(self._context, request, slot)
        access.proofs.need(cookie)
        body = await read_json(request)
        words = _passphrase(body)
        plan = await asyncio.to_thread(lambda: access.earlier.whole(access.look(cookie)))
        seen = await asyncio.to_thread(self.pictures.all, cookie)
        made = plan_as_page if words is None and body.get("to_read") is True else plan_as_file
        content = orjson.dumps(made(plan, today().isoformat(), seen))
        if words is None:
            return Response(content, media_type="application/json")
        self._count(request)
        async with self._turn:
            sealed = await asyncio.to_thread(passphrase.seal, content, words)
        return Response(sealed, media_type="application/octet-stream")

    async def sent(self, request: Request, slot: str) -> tuple[Mapping[str, Any], DeviceCookie, PlanFile]:
        """The body, whose plan it is for, and the file in it, opened and read."""
        access = self._context.access
        _, cookie = await living_plan(self._context, request, slot)
        access.proofs.need(cookie)
        await asyncio.to_thread(access.look, cookie)  # a stranger's file is not worth the work, and counts for nobody
        self._count(request)
        body = await _body(request)
        content, words = _content(body), _passphrase(body)
        if passphrase.is_sealed(content):
            if not words:
                raise PassphraseError("passphrase_needed")
            async with self._turn:
                content = await asyncio.to_thread(passphrase.unseal, content, words)
        return body, cookie, await asyncio.to_thread(read_plan_file, content)

    def _count(self, request: Request) -> None:
        self._context.rates.count("files", request, self._context.settings.files_per_hour)


async def _body(request: Request) -> dict[str, Any]:
    try:
        return await read_json(request, _BODY_BYTES)
    except Problem as problem:
        if problem.reason != "too_large":
            raise
        raise OverLimit("file_too_large") from None


def _content(body: Mapping[str, Any]) -> bytes:
    try:
        content = b64decode(body.get("file", 0), validate=True)
    except (TypeError, ValueError):
        raise Problem("unreadable") from None
    if len(content) > _MOST_BYTES:
        raise OverLimit("file_too_large")
    return content


def _passphrase(body: Mapping[str, Any]) -> str | None:
    words = body.get("passphrase")
    if not isinstance(words, str | None):
        raise Problem("unreadable")
    return words


def _language(file: PlanFile) -> str:
    values = [one.now.content.get("value") for one in file.sections.get(SETTINGS.id, ()) if one.id == "language"]
    return next((str(value) for value in values if value), SOURCE)


def _told(t: Translator, pairs: Iterable[Pair]) -> dict[str, Any]:
    """What is new in the file, what differs, what is the same, and what only the plan has, in sentences and lists."""
    kinds: dict[str, list[Pair]] = {"new": [], "differs": [], "same": [], "here": []}
    for pair in pairs:
        kinds[_kind(pair)].append(pair)
    count = {kind: len(found) for kind, found in kinds.items()}
    sentences = {
        "new": t.tn("{n} thing is new.", "{n} things are new.", count["new"]),
        "differs": t.tn("{n} thing says something else.", "{n} things say something else.", count["differs"]),
        "same": t.tn("{n} thing is the same.", "{n} things are the same.", count["same"]),
        "here": t.tn("{n} thing is only in your plan.", "{n} things are only in your plan.", count["here"]),
    }
    listed = {kind: [_row(t, pair) for pair in found] for kind, found in kinds.items() if kind != "same"}
    return {"told": sentences, **listed}


def _seen(t: Translator, count: int) -> str:
    return (
        t.tn(
            "It has {n} picture. If it is not in your plan yet, it is added.",
            "It has {n} pictures. Those that are not in your plan yet are added.",
            count,
        )
        if count
        else ""
    )


def _unread(t: Translator, file: PlanFile, unread: Collection[FiledPicture]) -> str:
    """Which pictures are left out, by what is said to be on them, else by their place in the file."""
    names = [
        t.isolated(one.words) if one.words else t("picture {n}", n=number)
        for number, one in enumerate(file.pictures, 1)
        if one in unread
    ]
    return t("Left out, because it can’t be read as a picture: {names}.", names=t.list(names)) if names else ""


def _kind(pair: Pair) -> str:
    if pair.here is None:
        return "new"
    if pair.there is None:
        return "here"
    return "same" if pair.is_same else "differs"


def _row(t: Translator, pair: Pair) -> dict[str, str]:
    part = t(pair.section.mine)
    return {"part": part, "here": _words(pair.section, pair.here), "there": _words(pair.section, pair.there)}


def _words(section: Section, entry: Entry | None) -> str:
    """The words that stand in an entry, each of its texts on a line of its own."""
    if entry is None:
        return ""
    hidden = {one.name for one in (*section.fields, *section.answers) if one.choices or one.section}
    shown = [text.content for text in entry.texts if entry.id not in hidden]
    lines = (" · ".join(_texts({k: v for k, v in content.items() if k not in hidden})) for content in shown)
    return "\n".join(line for line in lines if line)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _texts(part)

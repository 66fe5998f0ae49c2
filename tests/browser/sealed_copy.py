"""A copy as a server would seal it, with an independent hand; and a server that answers for it, behind Playwright."""

import base64
import json
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Phone
from tests.browser.drawing import plan_of, typed
from tests.conftest import Server

Json = dict[str, Any]

TODAY = datetime.now(UTC).date()
SHOWN = ("contacts", "coping", "warning_signs", "responses", "safe", "unsafe", "avoid", "care_for", "strengths")
NUMBERS = ("Emergency (United Kingdom) 999", "Call Samaritans 116 123", "Other countries: findahelpline.com")


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def derived(key: bytes, info: bytes) -> bytes:
    """32 bytes that follow from a copy's key."""
    return HKDF(algorithm=SHA256(), length=32, salt=b"", info=info).derive(key)


def proof_of(key: bytes) -> str:
    """What shows the server that one has the key."""
    return b64(derived(key, b"pocket-plan copy proof 1"))


def jwe(key: bytes, id: str, content: bytes | Json, *, rev: int = 1, **header: Any) -> str:
    """A compact JWE; other header members replace the right ones."""
    head = {"alg": "dir", "enc": "A256GCM", "zip": "DEF", "kid": id, "rev": rev, **header}
    first = b64(json.dumps({name: value for name, value in head.items() if value is not None}).encode())
    plain = content if isinstance(content, bytes) else json.dumps(content).encode()
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(plain) + packer.flush()
    iv = os.urandom(12)
    sealed = AESGCM(derived(key, b"pocket-plan copy content 1")).encrypt(iv, packed, first.encode())
    return ".".join((first, "", b64(iv), b64(sealed[:-16]), b64(sealed[-16:])))


def copy_of(plan: str = "full.en", **facts: Any) -> Json:
    """The content of a copy of one of the plans in ``tests/plans``."""
    own = plan_of(typed(plan))["sections"]
    chosen = {name: [without_own(entry) for entry in own[name]] for name in SHOWN if own.get(name)}
    return {
        "v": 1,
        "name": "Sam",
        "language": "en",
        "region": "GB",
        "day": str(TODAY),
        "until": str(TODAY + timedelta(days=90)),
        "may_keep": True,
        "sections": [*chosen],
        "plan": {"sections": chosen},
        "call": "07700 900771",
        **facts,
    }


def without_own(entry: Json) -> Json:
    """An entry with nothing but its words."""
    return {"id": entry["id"], "content": entry["content"]}


@dataclass(kw_only=True)
class Sealed:
    """One copy and what the server would say of it; ``asked`` are the bodies of all openings."""

    copy: Json = field(default_factory=copy_of)
    key: bytes = field(default_factory=lambda: os.urandom(32))
    id: str = field(default_factory=lambda: b64(os.urandom(16)))
    rev: int = 1
    refusal: tuple[int, Json] | None = None
    passcode: str | None = None
    is_to_keep: bool = True
    tries: int = 10
    asked: list[Json] = field(default_factory=list)
    let_go: list[Json] = field(default_factory=list)
    text: str | None = None

    @property
    def path(self) -> str:
        """Its address, with the key."""
        return f"/s/{self.id}#{b64(self.key)}"

    def change(self, **facts: Any) -> None:
        """Its owner has changed something: it is sealed anew."""
        self.copy = {**self.copy, **facts}
        self.rev += 1

    def say(self, status: int, reason: str, **more: Any) -> None:
        """Refuse every opening from now on."""
        self.refusal = (status, {"reason": reason, "title": "No", "detail": "No.", **more})

    def answer(self, body: Json) -> tuple[int, Json]:
        """What an opening is answered."""
        self.asked.append(body)
        if body.get("proof") != proof_of(self.key):
            return 404, {"reason": "not_found", "title": "No", "detail": "No."}
        if self.refusal:
            return self.refusal
        if "keeping" in body and not self.is_to_keep:
            return 403, {"reason": "not_to_keep"}
        if self.passcode and body.get("passcode") != self.passcode:
            return self._wrong("passcode" in body)
        return 200, {"copy": self.text or jwe(self.key, self.id, self.copy, rev=self.rev)}

    def _wrong(self, is_tried: bool) -> tuple[int, Json]:
        self.tries -= is_tried
        if self.tries <= 0:
            return 423, {"reason": "copy_paused"}
        return 401, {"reason": "passcode_wrong", "left": self.tries} if is_tried else {"reason": "passcode_needed"}


def serve(context: BrowserContext, server: Server, *copies: Sealed) -> None:
    """Answer for the copies in a browser profile, as long as the server lives; all others are unknown."""
    known = {copy.id: copy for copy in copies}

    def answer(route: Route) -> None:
        if server.process is None:
            route.abort("connectionrefused")
            return
        copy = known.get(route.request.url.split("/")[-2], Sealed(copy={}))
        body = json.loads(route.request.post_data or "{}")
        if route.request.method == "DELETE":
            copy.let_go.append(body)
            route.fulfill(status=204)
            return
        status, said = copy.answer(body)
        route.fulfill(status=status, content_type="application/json", body=json.dumps(said))

    context.route("**/api/copies/**", answer)


def opened(page: Page) -> Page:
    """A supporter's page, whose copy is drawn."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("shared with you")
    return page


def has_help(page: Page) -> None:
    """The numbers and the words for the reader stand there."""
    for name in NUMBERS:
        expect(page.get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("heading", name="Help for you")).to_be_visible()
    assert page.locator("#copy").inner_text() == ""


@pytest.fixture(scope="module")
def gb(start_server: Callable[..., Server]) -> Server:
    """A server whose operator is in the United Kingdom."""
    return start_server("--development", POCKET_PLAN_REGION="GB")


@pytest.fixture
def show(gb: Server, new_phone: Callable[..., Phone]) -> Callable[..., Page]:
    """A function that opens a copy on one more phone."""

    def show(copy: Sealed, path: str | None = None, **options: Any) -> Page:
        phone = new_phone(reduced_motion="reduce", **options)
        phone.forgive("401", "404", "410", "423", "429", "500")
        serve(phone.context, gb, copy)
        phone.page.goto(gb.url + (path or copy.path))
        return phone.page

    return show

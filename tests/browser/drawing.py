"""A page of its own for the renderer: the real files behind the phone's policy, with any plan and options."""

import json
import re
import threading
from collections.abc import Mapping
from datetime import date
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from pwa.i18n import LOCALES, Languages
from pwa.lines import for_country
from pwa.plan.change import InvalidChange
from pwa.plan.changes import apply
from pwa.plan.model import Plan
from pwa.plan.parsing import parse_change
from pwa.plan.sections import as_json, as_json_for_copies
from pwa.plan.snapshot import snapshot
from pwa.plan.typed import raw_changes

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types plan"
)
FILES = {
    "/tokens.css": ROOT / "components/tokens/tokens.css",
    "/plan_view.css": ROOT / "components/plan_view/plan_view.css",
    "/change.css": ROOT / "components/plan_view/change.css",
    "/pocket.css": ROOT / "pwa/pocket/pocket.css",
    **{f"/{path.name}": path for path in (ROOT / "components/plan_view").glob("*.js")},
}
TYPES = {"css": "text/css", "js": "text/javascript"}
SHOW = """
import * as view from "./plan_view.js";
import * as pages from "./plan_pages.js";
import * as changes from "./change_pages.js";
import * as copies from "./plan_copies.js";
import * as copy from "./plan_copy.js";
const policy = trustedTypes.createPolicy("plan", { createHTML: (text) => text });
const { part, plan, sections, catalogue, options } = await (await fetch("/given.json")).json();
const lock = (_plan, _sections, words, given) => pages.drawLock(words, given);
const drawn = { ...view, ...pages, ...changes, ...copies, ...copy, lock }[part](plan, sections, catalogue, options);
document.body.innerHTML = policy.createHTML(drawn);
document.body.dataset.drawn = "yes";
"""
PAGE = """<!doctype html><html lang="{language}" dir="{dir}"><head><meta charset="utf-8"><title>Notes</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="tokens.css"><link rel="stylesheet" href="plan_view.css">
<link rel="stylesheet" href="change.css"><link rel="stylesheet" href="pocket.css">
<script type="module" src="show.js"></script></head><body></body></html>"""


def typed(name: str) -> dict[str, Any]:
    """One of the plans in ``tests/plans``, in shorthand."""
    plan: dict[str, Any] = json.loads((ROOT / f"tests/plans/{name}.json").read_text("utf-8"))
    return plan


def plan_of(shorthand: Mapping[str, Any]) -> dict[str, Any]:
    """A phone's plan, with everything of a shorthand in it that can be taken."""
    plan = Plan(id="0" * 32)
    for _, raw in raw_changes(shorthand, day="2026-11-23"):
        try:
            plan = apply(plan, parse_change(raw)).plan
        except InvalidChange:
            continue
    return {**snapshot(plan), "slot": "abcd2345", "devices": 2, "copies": 0, "restored": False}


def texts_of(plan: dict[str, Any]) -> list[str]:
    """Every word that a person wrote, as the plan holds it; choices and dates are shown in other words."""
    found = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in ("for", "noticed_by", "level", "me", "team", "topic"):
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            found.append(value)

    for section, entries in plan["sections"].items():
        if section != "settings":
            for entry in entries:
                walk(entry["content"])
    return found


@cache
def _languages() -> Languages:
    return Languages(LOCALES, pseudo=True)


class Drawing:
    """A small server for one page at a time, and the browser page that looks at it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._served: dict[str, tuple[str, bytes]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop the server."""
        self._server.shutdown()
        self._server.server_close()

    def show(
        self, plan: Mapping[str, Any], *, part: str = "draw", language: str = "en", percent: int = 100, **options: Any
    ) -> Page:
        """Draw a plan with ``draw`` or another part of the renderer, in a language, with text of a size in percent."""
        catalogue = _languages().phone_catalogue(language)
        lines = for_country("GB", None, date(2026, 11, 23), language)
        languages = [{"tag": "en", "name": "English"}, {"tag": "ar", "name": "العربية"}]
        given = {
            "part": part,
            "plan": plan,
            "sections": as_json_for_copies() if part == "drawCopy" else as_json(),
            "catalogue": catalogue,
            "options": {"lines": lines, "hour": 12, "languages": languages, "state": "Saved.", **options},
        }
        page = PAGE.format(language=language, dir=catalogue["dir"])
        self._served = {
            "/": ("text/html", page.encode()),
            "/given.json": ("application/json", json.dumps(given).encode()),
            "/show.js": ("text/javascript", SHOW.encode()),
            "/larger.css": ("text/css", f"html {{ font-size: {percent}% }}".encode()),
        }
        if percent != 100:
            link = '<link rel="stylesheet" href="larger.css"></head>'
            self._served["/"] = ("text/html", page.replace("</head>", link).encode())
        self.page.goto(f"http://127.0.0.1:{self._server.server_port}/")
        self.page.locator("body[data-drawn]").wait_for()
        return self.page

    def sideways(self) -> int:
        """How far the page can be scrolled sideways, in px."""
        return int(
            self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def bottom(self, selector: str) -> float:
        """Where the first element of a selector ends, in px from the page's top."""
        box = self.page.locator(selector).first.bounding_box()
        assert box is not None, f"{selector} is not shown"
        return box["y"] + box["height"]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        drawing = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                type_, body = drawing._file(self.path)
                self.send_response(200)
                self.send_header("Content-Type", f"{type_}; charset=utf-8")
                self.send_header("Content-Security-Policy", POLICY)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler

    def _file(self, path: str) -> tuple[str, bytes]:
        if path in self._served:
            return self._served[path]
        return TYPES[path.rpartition(".")[2]], FILES[path].read_bytes()

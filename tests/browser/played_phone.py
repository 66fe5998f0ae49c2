"""A phone that a test plays: the real modules behind a line of its own, and a note of what it was told is saved."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser import bad_line
from tests.browser.bad_line import BadLine
from tests.browser.conftest import Phone
from tests.browser.devices import LOAD, MODULES, OPEN, SEALING, call, read, run
from tests.browser.told import Told

DEED = (Path(__file__).parent / "deed.js").read_text()
DEEDS = (
    "edit", "edit", "edit", "edit", "add", "add", "form", "name", "clear", "pick", "pick", "move", "put_away",
    "bring_back", "only_me", "delete", "tick", "undo",
)  # fmt: skip
HELD = ("delete", "tick")
MORE_MODULES = ("changes", "deeds")
BEGIN = """([method, change]) => {
  window.began = method === "run" ? new outbox.Exchange({ kept: devices.notes }).run() : devices.notes[method](change);
  window.began.catch(() => null);
}"""
NO_LOCKS = "Object.defineProperty(navigator, 'locks', { value: undefined })"  # as older browsers have none


@dataclass(kw_only=True)
class PlayedPhone:
    """One profile.

    Args:
        folder: where the modules are.
        forms: entry -> the text that stood in a form when it was opened.
        held: what undo would take back.
        is_asking: an exchange was begun, and its answer is late.
    """

    phone: Phone
    line: BadLine
    folder: str
    is_sealed: bool
    has_locks: bool
    told: Told = field(default_factory=Told)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    held: dict[str, Any] | None = None
    is_asking: bool = False

    @property
    def page(self) -> Page:
        """Its page; another one after a crash."""
        return self.phone.page

    def open(self) -> None:
        """Load the page: what was held can no longer be undone."""
        self.line.way = bad_line.CLEAR
        self.forms, self.is_asking = {}, False
        self.page.goto(f"{self.line.url}/healthz")
        self.line.let_go.set()  # no longer heard by the page that asked
        self.page.evaluate(LOAD, [self.folder, [*MODULES, *MORE_MODULES]])
        self.page.evaluate(OPEN, ["notes", self.is_sealed])
        self.page.evaluate("async () => { window.sections = await (await fetch('/sections.json')).json(); }")
        if not self.has_locks:
            self.page.evaluate(NO_LOCKS)
        self.leave()

    def belong_to(self, cookies: list[dict[str, Any]], told: Told) -> None:
        """Be a profile that was never used, with these cookies."""
        self.told, self.forms, self.held = told, {}, None
        self.phone.context.clear_cookies()
        self.phone.context.add_cookies([{**one, "url": self.line.url} for one in cookies])
        self.line.sent.clear()
        self.clear()

    def clear(self) -> None:
        """Lose what the browser stores; the cookie stays."""
        call(self.page, "notes", "clear")
        if self.is_sealed:
            call(self.page, "notes", "lock", SEALING)

    def crash(self, *, is_closed: bool) -> None:
        """The page ends in whatever it was doing."""
        if is_closed:
            self.page.close()
            self.phone.page = self.phone.context.new_page()
        self.open()

    def leave(self) -> None:
        """The page is left: what was held is numbered."""
        call(self.page, "notes", "release")
        self._is_numbered()

    def does(self, deed: str, at: int, by: int, words: str) -> str:
        """Do something; says what came of it."""
        if deed == "undo":
            call(self.page, "notes", "unhold")
            self.held = None
        elif found := self._meant(deed, at, by, words):
            call(self.page, "notes", "hold" if deed in HELD else "append", found["change"])
            self._did(deed, found)
        else:
            return f"phone: nothing to {deed}"
        return f"phone: {deed}"

    def crashes_while_it_writes(self, deed: str, at: int, by: int, words: str, *, is_closed: bool) -> str:
        """Do something and crash; it is kept as a whole or not at all, and what was kept before is as it was."""
        found = None if deed == "undo" else self._meant(deed, at, by, words)
        before = self._waiting()
        if found:
            self.page.evaluate(BEGIN, ["hold" if deed in HELD else "append", found["change"]])
        self.crash(is_closed=is_closed)
        after = self._waiting()
        assert after[: len(before)] == before
        assert len(after) <= len(before) + bool(found)
        if found and len(after) > len(before):
            self._did(deed, found)
            self._is_numbered()
        return f"phone: a crash in a write kept {len(after) - len(before)}"

    def exchanges(self, way: str) -> str:
        """Exchange once over a line that is like this; with ``ANSWER_LATE`` the end comes later."""
        if self.has_locks or way == bad_line.ANSWER_LATE:
            self.answer_comes()  # another exchange would wait for it
        if way == bad_line.ANSWER_LATE:
            self.begin_exchange(way)
            return "exchange: late"
        self.line.way = way
        return _ended(run(self.page, "notes"))

    def begin_exchange(self, way: str = bad_line.CLEAR) -> None:
        """Begin an exchange and do not wait for its end."""
        self.answer_comes()
        self.line.way = way
        self.line.let_go.clear()
        self.page.evaluate(BEGIN, ["run", None])
        self.is_asking = True

    def answer_comes(self) -> str:
        """Wait for an exchange that was begun."""
        if not self.is_asking:
            return "exchange: none was late"
        self.line.let_go.set()
        self.is_asking = False
        return _ended(self.page.evaluate("async () => began"))

    def loses_storage(self) -> str:
        """Lose what is stored, unless words would be lost that only this phone has."""
        self.answer_comes()
        known = read(self.page, "notes")
        if known["pending"] or known["held"]:
            return "phone: has something unsent"
        self.clear()
        return "phone: lost its storage"

    def _meant(self, deed: str, at: int, by: int, words: str) -> dict[str, Any] | None:
        """What a deed comes to, noted before it is done; a form that is opened may be saved much later."""
        asked = {"deed": deed, "at": at, "by": by, "words": words, "id": self.told.new_id(), "forms": self.forms}
        found: dict[str, Any] | None = self.page.evaluate(DEED, asked)
        if found is None:
            return None
        entry, said = found["entry"], found["said"]
        match deed:
            case "form":
                self.forms[entry] = found["form"]
                return None
            case "add" | "name":
                self.told.writes(entry, words, [])
            case "edit":
                self.forms.pop(entry, None)
                self.told.writes(entry, words, [found["form"]["words"]])
            case "pick":
                self.told.writes(entry, found["picked"], said)
            case "clear":
                self.told.writes(entry, None, said)
        return {**found, "words": words}

    def _did(self, deed: str, found: dict[str, Any]) -> None:
        """It is on this phone's disk, and what was held before can no longer be undone."""
        self._is_numbered()
        if deed in ("add", "name", "edit"):
            self.told.saved.add((found["entry"], found["words"]))
        if deed in HELD:
            self.held = {**found, "deed": deed}

    def _is_numbered(self) -> None:
        if self.held and self.held["deed"] == "delete":
            self.told.deletes(self.held["entry"], self.held["said"])
        self.held = None

    def _waiting(self) -> list[str]:
        known = read(self.page, "notes")
        return [one["revision"] for one in [*known["pending"], *([known["held"]] if known["held"] else [])]]


def _ended(ended: dict[str, Any]) -> str:
    assert ended["outcome"] in ("done", "network"), ended
    return f"exchange: {ended['outcome']}"

"""The phone's own rules for changes in a real browser, and whatever plans and changes to try them with."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
from playwright.sync_api import Browser, Page

from tests.conftest import Server
from tests.unit.plan.making import entry_id

Json = dict[str, Any]

OUTBOXES = ("a" * 32, "b" * 32)
OLD = "0" * 32  # the outbox that wrote what stands in a plan at first
DAYS = ("2026-03-01", "2026-03-02")
WORDS = ("tea", "walk", "mint", "é", "🚀")
NAMED: Mapping[str, tuple[str, ...]] = {"about": ("name_i_like", "languages"), "settings": ("language", "region")}
LISTS = ("coping", "contacts", "avoid")
PHONES = [{"number": "112", "for": ["call"]}]
FIELDS: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "coping": {"text": WORDS},
    "safe": {"text": WORDS},
    "unsafe": {"text": WORDS},
    "contacts": {"name": WORDS, "night": (True, False), "phones": (PHONES, PHONES * 2)},
    "avoid": {"name": WORDS, "number": ("112",), "why": WORDS},
}
# What a newer version may write: some of these are names of something else in one language or the other.
NEWER_KEYS = ("colour", "mood", "__proto__", "constructor", "words", "keys")
NEWER_VALUES = (3, "x", None, [1, {"deep": None}], {"toString": "y"}, 2.5)
UNREADABLE = (
    "x",
    None,
    [],
    {"id": entry_id(9), "words": ["newer"]},
    {"id": entry_id(1), "content": {}, "revision": 7},
    {"id": entry_id(2), "content": {"text": "x"}, "revision": f"{OLD}:1", "rivals": {}},
    {"id": entry_id(3), "content": {"text": "x"}, "revision": f"{OLD}:1", "phrase": None},
    {"id": entry_id(3), "content": {"text": "x"}, "revision": f"{OLD}:1", "tries": [{"day": "x"}]},
    {"id": entry_id(4), "content": [], "revision": f"{OLD}:1"},
)


class Twin:
    """A page of the program with the phone's modules in reach."""

    def __init__(self, page: Page, folder: str) -> None:
        self._page, self.folder = page, folder

    def ask(self, function: str, given: object) -> Any:
        """What a function ``(modules, given) => …`` gives, both ways as JSON: a page takes that far faster."""
        script = f"""async ([folder, given]) => {{
            const from = (name) => import(`${{folder}}/${{name}}.js`);
            const sections = await (await fetch("/sections.json")).json();
            const modules = {{ ...await from("changes"), ...await from("content"), ...await from("stored"), sections }};
            return JSON.stringify(await ({function})(modules, JSON.parse(given)));
        }}"""
        return json.loads(self._page.evaluate(script, [self.folder, json.dumps(given)]))


@contextmanager
def opened(browser: Browser, server: Server) -> Iterator[Twin]:
    """The twin at its real address on a server, behind the real policy."""
    found = re.search(r"/static/[0-9a-f]+", httpx.get(server.url).text)
    assert found is not None
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server.url)
        yield Twin(page, found[0])


class Chance:
    """Plans of this version or a newer one, and changes by phones that know any state that ever was."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._gone: dict[tuple[str, str], list[Json]] = {}

    def plan(self) -> Json:
        """A plan as it is stored."""
        sections = {section: self._section(section) for section in (*LISTS, *NAMED) if self._is(0.9)}
        sections |= {"unsafe": {"newer": "shape"}} if self._is(0.5) else {}
        sections |= {name: self._one(({}, ["x"], 7)) for name in ("dreams", "__proto__") if self._is(0.3)}
        facts = {"schema": 7, "slot": "abcd2345"} if self._is(0.5) else {}
        return {**self._newer(), **facts, "id": "1" * 32, "sections": sections}

    def change(self, plan: Json, seq: int) -> Json:
        """A change to a plan, with the next number."""
        section = self._one(("coping",) * 4 + (*LISTS, *NAMED, *NAMED, "safe", "unsafe"))
        entry = self._entry_id(section)
        raws = plan["sections"].get(section)
        there = [one for one in raws if isinstance(one, dict)] if isinstance(raws, list) else []
        now = next((one for one in there if one.get("id") == entry and "content" in one), None)
        gone = self._gone.setdefault((section, entry), [])
        gone.extend([now] if now else [])
        kinds = ["set_field"] * 4 if section in NAMED else ["add", "edit", "edit", "edit", "edit", "move", "move"]
        kinds += [] if section in NAMED else ["suggest", "suggest", "leave"]
        kinds += ["tick"] if section == "coping" else []
        kind = self._one([*kinds, "put_away", "bring_back", "bring_back", "delete", "only_me"])
        name = {"kind": kind, "section": section, "entry": entry, "revision": f"{self._one(OUTBOXES)}:{seq}"}
        return {**name, **self._who(), **self._more(kind, section, now, gone)}

    def _more(self, kind: str, section: str, now: Json | None, gone: list[Json]) -> Json:
        if kind == "add":
            return {"content": self._content(section), **self._place(), **self._mark()}
        if kind == "suggest":
            return {"content": self._content(section)}
        if kind == "leave":
            return {"settles": self._seen(now, gone).get("settles", [])}
        if kind == "edit":
            phrase = {"phrase": self._one(("tea.1", None))} if self._is(0.3) else {}
            return {
                "content": self._content(section),
                **self._seen(now, gone),
                **self._going(),
                **phrase,
                **self._mark(),
            }
        if kind == "set_field":
            value = {"value": self._one((*WORDS, None, None))}
            return {**value, **self._seen(now, gone), **self._going(), **self._mark()}
        if kind in ("put_away", "delete"):
            return self._seen(now, gone)
        if kind == "bring_back":
            return {**self._place(), **(self._whole(gone) if gone and self._is(0.7) else {})}
        more: Mapping[str, Json] = {
            "move": {"after": self._one((None, *map(entry_id, range(1, 6))))},
            "tick": {"outcome": self._one(("helped", "a_bit", "not_this_time"))},
            "only_me": {"on": self._is(0.5)},
        }
        return more[kind]

    def _seen(self, now: Json | None, gone: list[Json]) -> Json:
        """What the writer knew of the entry: mostly what stands, now and then something older."""
        past = [self._one(gone)] if gone and self._is(0.3) else []
        texts = [text for one in ([now] if now else []) + past for text in self._texts(one)]
        known = [text["revision"] for text in texts if isinstance(text.get("revision"), str)] or [f"{OLD}:9"]
        base = known[0] if self._is(0.5) else self._one(known)
        settles = {"settles": self._dice.sample(known, self._dice.randint(0, len(known)))} if self._is(0.5) else {}
        return {"based_on": base, **settles}

    def _texts(self, entry: Json) -> list[Json]:
        lists = (entry.get(key) for key in ("rivals", "earlier", "suggestions"))
        return [entry, *(text for texts in lists if isinstance(texts, list) for text in texts)]

    def _section(self, section: str) -> list[Any]:
        ids = NAMED.get(section) or tuple(map(entry_id, range(1, 5)))
        entries = [self._entry(section, one) for one in ids if self._is(0.7)]
        mixed = [*entries, *(self._one(UNREADABLE) for _ in range(3) if self._is(0.2))]
        self._dice.shuffle(mixed)
        return mixed

    def _entry(self, section: str, entry: str) -> Json:
        some = {"rivals": 0.3, "earlier": 0.5, "suggestions": 0.2}
        lists = {key: [self._version(section) for _ in range(2)] for key, share in some.items() if self._is(share)}
        away = {"away": self._one((True, True, False, "since"))} if self._is(0.4) else {}
        only_me = {"only_me": self._one((True, True, False, None, "some"))} if self._is(0.3) else {}
        tries = {"tries": [self._try() for _ in range(2)]} if self._is(0.3) else {}
        return {**self._version(section), "id": entry, **lists, **away, **only_me, **tries}

    def _version(self, section: str) -> Json:
        phrase = {"phrase": self._one(("", "tea.1"))} if self._is(0.3) else {}
        content = {**self._newer(), **self._content(section)}
        return {**self._newer(), **self._who(), "content": content, "revision": self._revision(), **phrase}

    def _try(self) -> Json:
        return {**self._newer(), "day": self._one(DAYS), "outcome": "helped", "revision": self._revision()}

    def _content(self, section: str) -> Json:
        if section in NAMED:
            return {} if self._is(0.2) else {"value": self._one(WORDS)}
        names = list(FIELDS[section])
        kept = [names[0], *(name for name in names[1:] if self._is(0.5))]
        return {name: self._one(FIELDS[section][name]) for name in kept}

    def _who(self) -> Json:
        said = {
            "by": self._one(("me", "me", "c" * 32)),
            "device": self._one(("phone-a", "phone-b")),
            "day": self._one(DAYS),
        }
        return {key: value for key, value in said.items() if self._is(0.8)}

    def _going(self) -> Json:
        return {"goes_on": self._is(0.7)} if self._is(0.4) else {}

    def _whole(self, gone: list[Json]) -> Json:
        return {"whole": self._one(gone), **({"if_gone": self._is(0.7)} if self._is(0.5) else {})}

    def _mark(self) -> Json:
        return {"only_me": self._is(0.7)} if self._is(0.3) else {}

    def _place(self) -> Json:
        return {"after": self._one((None, *map(entry_id, range(1, 6))))} if self._is(0.7) else {}

    def _entry_id(self, section: str) -> str:
        return str(self._one(NAMED.get(section) or tuple(map(entry_id, range(1, 6)))))

    def _revision(self) -> str:
        return f"{self._one((OLD, *OUTBOXES))}:{self._dice.randint(1, 9)}"

    def _newer(self) -> Json:
        keys = self._dice.sample(NEWER_KEYS, 2) if self._is(0.2) else []
        return {key: self._one(NEWER_VALUES) for key in keys}

    def _is(self, share: float) -> bool:
        return self._dice.random() < share

    def _one(self, values: Any) -> Any:
        return self._dice.choice(values)

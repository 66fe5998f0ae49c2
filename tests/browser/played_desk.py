"""A desk that a test plays, through what the real pages use (``warm_server``), and a note of what it said is saved."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx

from tests.browser.told import Told
from tests.browser.warm_server import WarmServer

DEEDS = ("move", "put_away", "bring_back", "only_me", "delete", "pick", "undo", "load")
FIELDS = ("new", "main", "main", "main", "main", "main", "main", "why", "the same again")
MAIN = {"coping": "text", "avoid": "name", "about": "value"}


class PlayedDesk:
    """One tab; what is typed there is kept until the server has it, over each reload, as the real tab does."""

    def __init__(self, server: WarmServer, client: httpx.Client, pool: ThreadPoolExecutor, told: Told) -> None:
        self._server, self._client, self._pool, self._told = server, client, pool, told
        self._page = ""  # empty: it has to be loaded
        self._plan: dict[str, Any] = {}  # as the page knows it
        self._typed: list[dict[str, Any]] = []
        self._last: dict[str, Any] = {}  # the field that was saved last
        self._undo: dict[str, Any] = {}

    def load(self) -> dict[str, Any]:
        """Load the page anew, as after the server was gone, and return the plan."""
        self._page = self._told.new_id()
        self._plan = self.ask("load")
        self._last = self._undo = {}
        for typed in self._typed:
            typed["goes_on"] = False
        return self._plan

    def whole(self) -> dict[str, Any]:
        """The plan with all its earlier texts, as a file to take along has them."""
        plan = self.load()
        file = self._client.post("/api/plans/mine/file", json={}).raise_for_status().json()
        for section, entries in file["sections"].items():
            earlier = {one["id"]: one.get("earlier", []) for one in entries}
            for one in plan["sections"].get(section, []):
                one["earlier"] = earlier.get(one["id"], [])
        return plan

    def is_there(self) -> bool:
        """Whether the desk shows the plan; it needs the server."""
        if self._server.is_up and not self._page:
            self.load()
        return self._server.is_up

    def leave(self) -> None:
        """The server was killed: the page has to be loaded again."""
        self._page = ""

    def ask(self, act: str, **more: Any) -> Any:
        """Let the hand at the desk do something."""
        reply = self._client.post("/desk", json={"act": act, **more, **({"page": self._page} if self._page else {})})
        assert reply.status_code == 200, reply.text
        return reply.json()

    def types(self, what: str, at: int, words: str) -> None:
        """Type into a field; what waits there already goes on."""
        where = self._where(what, at)
        if where is None:
            return
        there = [one for one in self._typed if (one["entry"], one["name"]) == (where["entry"], where["name"])]
        if not there:
            self._typed.append(where)
        (there[0] if there else where)["value"] = words

    def saves(self, at: int) -> str:
        """Save one field of those that wait."""
        if not self._typed:
            return "desk: nothing to save"
        typed = self._typed[at % len(self._typed)]
        return self._answered(typed, self.ask("save", **typed))

    def saves_all(self) -> None:
        """Save what still waits."""
        while self._typed:
            self.saves(0)

    def begin_save(self, at: int) -> tuple[dict[str, Any], "Future[Any]"] | None:
        """Begin to save a field, and do not wait for the answer."""
        if not self._typed:
            return None
        typed = self._typed[at % len(self._typed)]
        return typed, self._pool.submit(self.ask, "save", **typed)

    def end_save(self, begun: tuple[dict[str, Any], "Future[Any]"]) -> str:
        """Wait for a save; without an answer it is sent again later."""
        typed, answer = begun
        try:
            return self._answered(typed, answer.result())
        except httpx.TransportError:
            self._writes(typed)
            typed.update(known=[*typed["known"], typed["value"]], goes_on=False)
            return "desk: sends again what has no answer"

    def does(self, deed: str, at: int, by: int) -> str:
        """Do something in the page as it stands; says what came of it."""
        if deed == "load":
            self.load()
            return "desk: load"
        if deed == "undo":
            return self._undoes()
        entries = [
            (section, one)
            for section in ("coping", "avoid")
            for one in self._plan["sections"].get(section, [])
            if deed != "pick" or one.get("rivals")
        ]
        if not entries:
            return f"desk: nothing to {deed}"
        section, entry = entries[at % len(entries)]
        return self._do(deed, section, entry, by)

    def _do(self, deed: str, section: str, entry: dict[str, Any], by: int) -> str:
        texts = [entry, *entry.get("rivals", [])]
        said = [one["content"][MAIN[section]] for one in texts]
        if deed == "pick":
            self._told.writes(entry["id"], said[by % len(said)], said)
            kept, whys = texts[by % len(texts)], [one["content"].get("why") for one in texts]
            self._told.writes(entry["id"], None, [why for why in whys if why != kept["content"].get("why")])
        more = self._more(deed, section, entry, texts, by)
        whole = self._kept_for_undo(section, entry) if deed == "delete" else {}
        result = self._change({"section": section, "entry": entry["id"], "kind": deed, **more})
        if deed == "delete" and result == "done":
            name = self._told.deletes(entry["id"], [words for one in texts for words in one["content"].values()])
            self._undo = {"name": name, "section": section, "entry": entry["id"], "whole": whole}
        return f"desk: {deed} {result}"

    def _kept_for_undo(self, section: str, entry: dict[str, Any]) -> dict[str, Any]:
        """The entry with all its earlier texts, as ``pwa/pages/entries.py`` keeps it before it deletes."""
        entries = self.ask("whole")["sections"].get(section, [])
        return next((one for one in entries if one["id"] == entry["id"]), entry)

    def _undoes(self) -> str:
        if not self._undo:
            return "desk: nothing to undo"
        undo, self._undo = self._undo, {}
        result = self._change({"kind": "bring_back", **{key: undo[key] for key in ("section", "entry", "whole")}})
        if result != "refused":
            del self._told.deletions[undo["name"]]
        return f"desk: undo {result}"

    def _change(self, change: dict[str, Any]) -> str:
        answer = self.ask("change", change=change)
        self._plan = answer["plan"]
        return str(answer["outcome"]["result"])

    def _more(self, deed: str, section: str, entry: dict[str, Any], texts: list[Any], by: int) -> dict[str, Any]:
        """What the change says, as ``pwa/pages/entries.py`` makes it."""
        revisions = [one["revision"] for one in texts]
        match deed:
            case "move":
                others = [one["id"] for one in self._plan["sections"][section] if one["id"] != entry["id"]]
                return {"after": [None, *others][by % (len(others) + 1)]}
            case "put_away" | "delete":
                return {"based_on": revisions[0], "settles": revisions[1:]}
            case "only_me":
                return {"on": by % 2 == 0}
            case "pick":
                chosen = texts[by % len(texts)]
                settles = [one for one in revisions if one != chosen["revision"]]
                edit = {"content": chosen["content"], "based_on": chosen["revision"]}
                return {"kind": "edit", **edit, "settles": settles}
        return {}

    def _where(self, what: str, at: int) -> dict[str, Any] | None:
        if what == "the same again":
            return {**self._last, "known": [self._last["value"]], "goes_on": True} if self._last else None
        if what == "new":
            section = ("coping", "avoid")[at % 2]
            return {"section": section, "entry": self._told.new_id(), "name": MAIN[section], "known": [""]}
        entries = [
            (section, one)
            for section in (("avoid",) if what == "why" else MAIN)
            for one in self._plan["sections"].get(section, [])
            if not one.get("away")
        ]
        if not entries:
            return None
        section, entry = entries[at % len(entries)]
        key = "why" if what == "why" else MAIN[section]
        name = entry["id"] if section == "about" else key
        return {"section": section, "entry": entry["id"], "name": name, "known": [entry["content"].get(key, "")]}

    def _answered(self, typed: dict[str, Any], answer: dict[str, Any]) -> str:
        said = f"desk: {typed['name']} {answer['state']}"
        self._typed.remove(typed)
        self._writes(typed)
        self._plan = answer["plan"]
        if answer["state"] == "refused":
            assert typed["name"] == "why", answer  # of an entry that is gone; it stays in the field, with the reason
            return said
        self._told.saved.add((typed["entry"], typed["value"]))
        if typed.get("goes_on") and typed["value"] != typed["known"][0]:
            self._told.deletes(typed["entry"], typed["known"])  # only a pause in the typing
        self._last = {key: typed[key] for key in ("section", "entry", "name", "value")}
        if typed["name"] == "why":
            [entry] = [one for one in self._plan["sections"]["avoid"] if one["id"] == typed["entry"]]
            names = [one["content"]["name"] for one in [entry, *entry.get("rivals", [])]]
            self._told.hangs_on(typed["entry"], typed["value"], names)
        return said

    def _writes(self, typed: dict[str, Any]) -> None:
        self._told.writes(typed["entry"], typed["value"], typed["known"])

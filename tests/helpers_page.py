"""A page of someone who helps as a program sees it: read from its HTML, changed through its socket by polling."""

import json
import re
from html import unescape
from types import SimpleNamespace

from tests.desk_page import DeskPage

UPDATE = re.compile(r'42\["update",(.*)\]$', re.DOTALL)


class HelpersPage(DeskPage):
    """A page at a path, opened with a client's cookies; ``elements`` are those that it has now."""

    def __init__(self, client, path):
        self.holder = SimpleNamespace(client=client)
        self.html = client.get(path).text
        self.elements = json.loads(unescape(re.search(r"String\.raw`(.*?)`\)", self.html, re.DOTALL)[1]))
        self.client_id = re.search(r"'client_id': '([0-9a-f-]{36})'", self.html)[1]

    def listening(self, kind):
        """The ids of elements that listen to a kind of event, with what each is."""
        return {
            int(key): one
            for key, one in self.elements.items()
            if isinstance(one, dict) and any(event["type"] == kind for event in one.get("events", ()))
        }

    def field(self, *parts):
        """The field that keeps what is typed under a name with these parts."""
        return next(
            key for key, one in self.listening("save").items()
            if all(part in one["props"]["name"].split(":") for part in parts)
        )  # fmt: skip

    def button(self, label):
        return next(
            key for key, one in self.listening("click").items()
            if label in (one.get("text"), one.get("props", {}).get("aria-label"))
        )  # fmt: skip

    def press(self, label):
        self.happen(self.button(label), "click", {})

    def type(self, field, value, *, known=("",), **more):
        """Type into a field and wait for its answer; True when it was saved."""
        self.happen(field, "save", {"token": 1, "value": value, "known": [*known], **more})
        self.until(lambda: (self.elements[str(field)]["props"].get("answer") or {}).get("value") == value)
        return self.elements[str(field)]["props"]["answer"]["state"] == "saved"

    def names(self):
        """The names under which this page keeps what is typed."""
        return [one["props"]["name"] for one in self.listening("save").values()]

    def happen(self, element, kind, given):
        """An event on an element of this page."""
        self.send(self.order(element, kind, given, self))

    def order(self, element, kind, given, page, *, as_own=False):
        """The packet of an event on another page, as an attacker sends it; ``as_own`` says that it is of this one."""
        one = page.elements[str(element)]
        listener = next(event["listener_id"] for event in one["events"] if event["type"] == kind)
        client_id = self.client_id if as_own else page.client_id
        event = {"id": element, "client_id": client_id, "listener_id": listener, "args": [json.dumps(given)]}
        return f"42{json.dumps(['event', event])}"

    def until(self, condition, answers=20):
        """Take in what the server sends until it is so, or until so many answers came."""
        for _ in range(answers):
            if condition():
                return True
            for packet in self.receive().split("\x1e"):
                if packet == "2":
                    self.send("3")
                if found := UPDATE.match(packet):
                    self.elements |= json.loads(found[1])
        return condition()

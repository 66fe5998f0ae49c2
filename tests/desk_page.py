"""The desk as a program sees it: a page read from its HTML, and its socket by polling."""

import json
import re
from html import unescape

from pwa.pages.edit import part_address
from tests.conftest import Holder


def coping(holder: Holder) -> list[str]:
    """The ids of a plan's coping steps, in order."""
    return [entry["id"] for entry in holder.read()["sections"].get("coping", ())]


class DeskPage:
    """The editing page of one section, read as a browser reads it, and its socket by polling."""

    def __init__(self, holder):
        self.holder = holder
        html = holder.client.get(f"/en/{holder.slot}/edit/{part_address('coping')}").text
        elements = json.loads(unescape(re.search(r"String\.raw`(.*?)`\)", html, re.DOTALL)[1]))
        self.client_id = re.search(r"'client_id': '([0-9a-f-]{36})'", html)[1]
        lists = [(int(key), one) for key, one in elements.items() if one.get("props", {}).get("entries")]
        self.element, found = lists[0]
        self.listener = next(event["listener_id"] for event in found["events"] if event["type"] == "act")

    def query(self, client_id=None):
        name = client_id or self.client_id
        known = {"tab_id": "tab", "document_id": "document", "next_message_id": 0, "implicit_handshake": "true"}
        return {"client_id": name, "EIO": 4, **known}

    def knock(self, client=None, client_id=None, **headers):
        """Open a polling session; return the reply."""
        params = {**self.query(client_id), "transport": "polling"}
        return (client or self.holder.client).get("/_nicegui_ws/socket.io/", params=params, headers=headers)

    def connect(self):
        opened = self.knock()
        assert opened.status_code == 200, opened.text
        self.session = {**self.query(), "transport": "polling", "sid": json.loads(opened.text[1:])["sid"]}
        self.send("40")
        assert self.receive().startswith("40")
        return self

    def send(self, packet):
        self.holder.client.post("/_nicegui_ws/socket.io/", params=self.session, content=packet).raise_for_status()

    def receive(self):
        return self.holder.client.get("/_nicegui_ws/socket.io/", params=self.session).raise_for_status().text

    def emit(self, event, **message):
        self.send(f"42{json.dumps([event, message])}")

    def move_down(self, entry, page=None):
        """Press "Down" on an entry, of this page or of another one."""
        page = page or self
        arguments = [json.dumps({"id": entry, "act": "down", "detail": ""})]
        self.emit("event", id=page.element, client_id=page.client_id, listener_id=page.listener, args=arguments)

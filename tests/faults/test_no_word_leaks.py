"""A sentence in every part of a plan, searched for in everything that the server leaves or says."""

import base64
import json
from datetime import UTC, datetime

from pwa.plan.days import entry_id
from pwa.plan.record_sections import DAYS, LOOKS
from pwa.plan.sections import SECTIONS, SETTINGS, TALK, FieldType, Kind, Place
from pwa.share.rights import TO_READ
from tests.addresses import of_phone, pages_of
from tests.conftest import Holder, client_of, new_code
from tests.desk_page import DeskPage
from tests.helped import helped
from tests.pictures import add_picture

ENTRY = "aa" * 16
HELPS = "helpslot"
RIGHTS = {section.id: "read" for section in TO_READ}
EVERY = (*SECTIONS, TALK, LOOKS)


def canary(name):
    return f"canary-{name}-wörds"


def content_of(section):
    made = {}
    for field in section.fields:
        text = canary(f"{section.id}-{field.name}")
        shapes = {
            FieldType.TEXT: text,
            FieldType.LONG: f"{text}\nline two",
            FieldType.PHONE: f"0800 {text}",
            FieldType.PHONES: [{"number": f"0800 {text}", "for": ["call"]}],
            FieldType.TEXTS: [text],
            FieldType.DATE: "2026-11-23" if field.required else None,
            FieldType.VIEWS: [{"by": text, "view": text, "source": text, "sure": text}],
        }
        if field.type in shapes and field.choices is None:
            made[field.name] = shapes[field.type]
    return made


def fill(holder):
    """Put a canary into every text of every section, and change one so that there is an earlier text."""
    for number, section in enumerate(EVERY):
        named = section.fields if section.kind is Kind.FIELDS else section.answers
        for field in named:
            if field.type in (FieldType.TEXT, FieldType.LONG):
                value = canary(f"{section.id}-{field.name}")
                holder.change(setting(section.id, field.name, value))
        if section.kind is not Kind.FIELDS:
            entry = f"{number:032x}"
            holder.change({"kind": "add", "section": section.id, "entry": entry, "content": content_of(section)})
    holder.change(setting(SETTINGS.id, "shared_phone", "yes"))
    day = datetime.now(UTC).date().isoformat()
    told = {"day": day, "stage": "early", "note": canary("days-note"), "signs": [canary("days-signs")]}
    holder.change({"kind": "add", "section": DAYS.id, "entry": entry_id(day), "content": told})
    return add_picture(holder, canary("reasons-picture"))


def setting(section, name, value):
    return {"kind": "set_field", "section": section, "entry": name, "value": value, "based_on": None}


def shapes_of(text):
    """How a text could lie in a file: as it is, in UTF-16, escaped, in hexadecimal, in base64 at any offset."""
    raw = text.encode()
    inner = [base64.b64encode(b"x" * shift + raw)[4:-4] for shift in range(3)]
    return [raw, text.encode("utf-16-le"), json.dumps(text)[1:-1].encode(), raw.hex().encode(), *inner]


def test_no_word_of_a_plan_lies_anywhere_on_the_server(server, make_plan, browse):
    holder = make_plan(server)
    picture = fill(holder)
    assert canary("coping-text") in json.dumps(holder.read(), ensure_ascii=False)
    words = new_code(server, holder)
    helper = helped(server, holder, {HELPS: canary("helper-name")}, RIGHTS, owner=canary("helper-owner"))[HELPS]
    holder = with_words(browse(server), words)
    lock(holder)
    holder.client.cookies.set(helper["name"], helper["value"])
    opened = look_everywhere(server, holder, picture)
    assert [name for name in (*(one.id for one in EVERY), "days", "helper") if f"canary-{name}-" not in opened] == []
    carry(holder)
    provoke_errors(server, holder)
    server.kill()
    names = [*(f"{section.id}-" for section in (*EVERY, DAYS)), "helper-", "pin-"]
    assert len(names) > 20
    known = [shape for text in (" ".join(words.split()[:4]), helper["value"][-43:]) for shape in shapes_of(text)]
    sought = [*shapes_of("canary-")[:3], *(shape for name in names for shape in shapes_of(f"canary-{name}")), *known]
    searched = [path for path in server.home.rglob("*") if path.is_file()]
    assert [path.name for path in searched if "plans" in path.parts]
    hits = [path for path in searched for shape in sought if shape in path.read_bytes()]
    assert hits == []


def with_words(client, words):
    """Another device, which opens the plan with the words, so that it has shown whose plan it is."""
    return Holder(client=client, made=client.post("/api/recovery", json={"code": words}).raise_for_status().json())


def lock(holder):
    """Set a PIN, and show once more that it is known."""
    secret, storage, proof = (
        base64.urlsafe_b64encode(f"canary-pin-{name}".ljust(32, "-").encode()).decode()
        for name in ("secret", "storage", "proof")
    )
    salt = base64.urlsafe_b64encode(bytes(16)).decode()  # the one thing of a PIN that is no secret
    pin = {"secret": secret, "salt": salt, "storage": storage, "proof": proof, "rounds": 600_000, "seconds": 900}
    assert holder.client.post("/api/plans/mine/pin", json=pin).status_code == 204
    typed = {"secret": secret, "proof": proof}
    assert holder.client.post("/api/plans/mine/prove", json=typed).status_code == 204


def look_everywhere(server, holder, picture):
    """Open every address that there is, as the owner, as a helper and as nobody; what the pages say."""
    stranger, told = client_of(server), []
    with stranger:
        for path in (*pages_of(holder.slot, HELPS), *of_phone(picture)):
            reply = holder.client.get(path, follow_redirects=True)
            assert reply.status_code < 400 or "no-such" in path, (reply.status_code, path)
            told.append(reply.text)
            assert "canary-" not in str([*reply.headers.items(), stranger.get(path).headers.items()])
    return "".join(told)


def carry(holder):
    """Save the plan as a file, sealed too, and bring both in, large enough for a server to put them on its disk."""
    address, words = "/api/plans/mine/file", {"passphrase": canary("coping-passphrase")}
    plain = holder.client.post(address, json={}).content
    sealed = holder.client.post(address, json=words).content
    for file, more in ((plain + b" " * (1_000_000 - len(plain)), {}), (sealed, words)):
        body = {"file": base64.b64encode(file).decode(), **more}
        assert holder.client.post(f"{address}/look", json=body).status_code == 200
        assert holder.client.post(f"{address}/bring", json={**body, "how": "replace"}).status_code == 200
        assert holder.client.post(f"{address}/look", json={**body, "passphrase": "canary-coping-x"}).status_code < 500


def provoke_errors(server, holder):
    """Let handlers fail on what a person wrote."""
    holder.change({"kind": "add", "section": "coping", "entry": ENTRY, "content": {"text": canary("coping-last")}})
    page = DeskPage(holder).connect()
    wrong = {"id": page.element, "client_id": page.client_id, "listener_id": page.listener}
    page.emit("event", **wrong, args=[canary("coping-args")])
    page.emit("event", **wrong, args=[json.dumps({"id": [canary("coping-id")], "act": {}})])
    page.move_down(ENTRY)
    holder.client.post("/api/plans/mine/changes", content=canary("coping-body").encode())
    holder.client.get(f"/api/{canary('coping-address')}")
    holder.client.get(f"/en/{canary('coping-address')}/edit")
    holder.client.get(f"/nothing/{canary('coping-address')}")


def test_what_stays_at_the_desk_is_in_no_answer_that_a_phone_keeps(shared_server, make_plan):
    holder = make_plan(shared_server)
    fill(holder)
    last = holder.change({"kind": "add", "section": "coping", "entry": ENTRY, "content": {"text": "Tea"}})
    answers = [json.dumps(last, ensure_ascii=False), holder.client.get("/").text]
    answers.append(json.dumps(holder.read(), ensure_ascii=False))
    assert canary("avoid-name") in answers[2]
    hidden = [section for section in EVERY if section.place is Place.DESK]
    assert {"past", "choices"} == {section.id for section in hidden}
    assert [one["content"] for one in holder.read()["sections"]["looks"]] == [{"day": "2026-11-23"}]
    kept_back = ["canary-avoid-why", *(f"canary-{section.id}-" for section in (*hidden, LOOKS))]
    assert [(name, answer[:60]) for name in kept_back for answer in answers if name in answer] == []


def test_a_malformed_packet_of_a_socket_leaves_no_trace_of_itself(server, make_plan):
    holder = make_plan(server)
    holder.change({"kind": "add", "section": "coping", "entry": ENTRY, "content": {"text": "Tea"}})
    page = DeskPage(holder).connect()
    path = "/_nicegui_ws/socket.io/"
    packets = ("4canary-type", '42["canary-json', '42{"canary-shape": 1}', "42[]", "451-canary", "\x7fcanary")
    for packet in packets:
        session = DeskPage(holder).connect().session
        holder.client.post(path, params=session, content=packet)
        holder.client.get(path, params={**session, "transport": "canary-transport"})
    page.knock(Origin="http://canary.example")
    for told in ("Traceback", "canary", page.session["sid"], session["sid"]):
        assert told not in server.output()

"""Who may do what: everyone who could come, at every address, with every kind of change, over HTTP and over the socket.

What each kind of change comes to for a helper, on entries of everyone, stands in ``tests/unit/share/test_rights.py``.
"""

import os
import re
import subprocess
import sys

import pytest

from pwa.pages.days import today
from pwa.pages.edit import PART_NAMES, part_address
from pwa.pages.only_me import FIELD as ONLY_ME_FIELD
from pwa.plan.change import ChangeKind
from pwa.share import base64url
from pwa.share.helpers import Helpers
from pwa.share.helping import Invitation
from pwa.share.sealing import proof
from tests.addresses import of_pages
from tests.faults.everyone import (
    AT,
    CANARIES,
    COPING,
    DAY,
    HELPS,
    ONLY_ME,
    READS,
    REASONS,
    SLOTS,
    TEA,
    WATER,
    WHO,
    WRITES,
    all_told,
    as_,
    bearing,
    owners_page,
    page_of,
    texts,
)  # fmt: skip
from tests.faults.test_attackers import offline
from tests.helpers_page import HelpersPage

FOREIGN = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
GONE = {401, 404, 410}
PAGES = {
    "/{slot}/edit": [""],
    "/{slot}/edit/{part}": [part_address(name) for name in PART_NAMES],
    "/{slot}/share": [""],
    "/{slot}/paper": [""],
    "/{slot}/helpers": [""],
    "/{slot}/readers": [""],
    "/{slot}/with": [""],
    "/{slot}/with/{part}": list(AT.values()),
    "/with": [""],
    "/with/new": [""],
    "/start": [""],
}


def test_the_table_has_every_page():
    assert set(of_pages()) == set(PAGES)


def paths(world, slot, turn=slice(None)):
    for path, parts in PAGES.items():
        for part in parts[turn] if len(parts) > 1 else parts:
            yield path, "/en" + path.replace("{slot}", slot).replace("{part}", part), part


def may_see(who, path, part, slot):
    """Which of the secret words a page may hold."""
    if HELPS.get(who) == slot and path == "/{slot}/with/{part}" and part == AT["coping"]:
        return {COPING}
    return set()


@pytest.mark.parametrize("who", [who for who in WHO if who != "owner"])
def test_every_page_shows_everyone_what_is_theirs_to_see_and_nothing_else(world, who):
    client = as_(world, who)
    turns = 1 if os.environ.get("POCKET_PLAN_WHOLE") else 3
    for number, slot in enumerate((*SLOTS, world.owner.slot), WHO.index(who)):
        # At the door of their own they are asked for every part; elsewhere for every third, by turns.
        turn = slice(None) if slot == HELPS.get(who) else slice(number % turns, None, turns)
        for path, address, part in paths(world, slot, turn):
            text = client.get(address).text
            seen = {word for word in CANARIES if word in text}
            assert seen == may_see(who, path, part, slot), (who, address)


def test_the_page_of_who_can_read_what_names_exactly_those_who_can(world):
    told = as_(world, "owner").get(f"/en/{world.owner.slot}/readers").text
    for said in (
        "This device",
        "Rea",
        "Wri",
        "Reads: What helps me",
        "Reads and writes: What helps me",
        "until I stop it",
    ):
        assert said in told, said
    assert "Gon" not in told, "who was ended can read nothing"
    assert "What happened before" not in told


def test_the_owner_sees_their_own_words(world):
    client = as_(world, "owner")
    at = client.get(f"/en/{world.owner.slot}/edit/{part_address('coping')}").text
    assert (COPING in at, ONLY_ME in at) == (True, True)
    for slot in SLOTS[1:]:
        assert not [word for word in CANARIES if word in client.get(f"/en/{slot}/with/{AT['coping']}").text]


DEEDS = {
    ChangeKind.ADD: {"entry": "e1" * 16, "content": {"text": "x"}},
    ChangeKind.EDIT: {"content": {"text": "x"}, "based_on": "0" * 32 + ":1"},
    ChangeKind.MOVE: {"after": None},
    ChangeKind.PUT_AWAY: {"based_on": "0" * 32 + ":1"},
    ChangeKind.BRING_BACK: {},
    ChangeKind.DELETE: {"based_on": "0" * 32 + ":1"},
    ChangeKind.TICK: {"outcome": "helped"},
    ChangeKind.SET_FIELD: {"section": "about", "entry": "faith_and_culture", "value": "x", "based_on": None},
    ChangeKind.ONLY_ME: {"on": False},
    ChangeKind.SUGGEST: {"content": {"text": "x"}},
    ChangeKind.LEAVE: {"settles": ["0" * 32 + ":1"]},
}


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("who", [who for who in WHO if who != "owner"])
def test_no_change_of_any_kind_gets_into_a_plan_by_the_owners_address(world, who, kind):
    outbox, before = "ef" * 16, world.owner.read()["sections"]
    change = {"seq": 1, "kind": kind, "section": "coping", "entry": TEA, **DEEDS[kind]}
    body = {"plan": world.owner.made["plan"], "outbox": outbox, "changes": [change]}
    client = as_(world, who)
    for slot in (*SLOTS, world.owner.slot):
        reply = client.post(f"/api/plans/{slot}/changes", json=body)
        assert reply.status_code in GONE, (who, slot, reply.text)
    assert world.owner.read()["sections"] == before


ADDRESSES = """
from pwa.app import build
from pwa.settings import Settings

paths = (getattr(route, "path", "") for route in build(Settings(), store=object()).routes)
print(*(path for path in paths if path.startswith("/api/")))
"""


def routes(world):
    """Every address that programs ask: method, path, body."""
    copy = world.copy.id
    for slot in ("mine", world.owner.slot, "writerab", "readerab"):
        yield "GET", f"/api/plans/{slot}", None, "/api/plans/{slot}"
        yield "DELETE", f"/api/plans/{slot}", {"sure": True}, "/api/plans/{slot}"
        yield "GET", f"/api/plans/{slot}/earlier", None, "/api/plans/{slot}/earlier"
        yield "POST", f"/api/plans/{slot}/changes", {}, "/api/plans/{slot}/changes"
        for what in ("pin", "unlock", "prove", "lock", "file", "file/look", "file/bring"):
            yield "POST", f"/api/plans/{slot}/{what}", {}, f"/api/plans/{{slot}}/{what}"
        yield "POST", f"/api/plans/{slot}/pictures", {}, "/api/plans/{slot}/pictures"
        for method, body in (("GET", None), ("PUT", {"words": "x"}), ("DELETE", {"sure": True})):
            address = f"/api/plans/{slot}/pictures/{world.picture}"
            yield method, address, body, "/api/plans/{slot}/pictures/{picture_id}"
    yield "POST", "/api/recovery", {"code": "nothing"}, "/api/recovery"
    yield "POST", "/api/devices", {"ticket": "a" * 32, "secret": "x"}, "/api/devices"
    yield "POST", "/api/devices/ready", {"ticket": "a" * 32, "token": "x"}, "/api/devices/ready"
    yield "POST", "/api/devices/forget", {}, "/api/devices/forget"
    yield "POST", "/api/helpers", {"secret": world.used}, "/api/helpers"
    yield "POST", f"/api/copies/{copy}/open", {"proof": base64url.encode(bytes(32))}, "/api/copies/{copy_id}/open"
    yield "DELETE", f"/api/copies/{copy}/keeping", {"proof": "x", "keeping": "ab" * 16}, "/api/copies/{copy_id}/keeping"


def test_the_table_has_every_address_that_programs_ask(world):
    known = subprocess.run([sys.executable, "-c", ADDRESSES], capture_output=True, text=True, check=True).stdout.split()
    known = {re.sub(r":path\}", "}", path) for path in known} - {"/api/{rest}", "/api/plans"}
    assert known <= {path for _, _, _, path in routes(world)}


@pytest.mark.parametrize("who", [who for who in WHO if who != "owner"])
def test_no_address_gives_anyone_but_the_owner_a_word_or_lets_them_in(world, who):
    client = as_(world, who)
    for method, address, body, path in routes(world):
        reply = client.request(method, address, json=body)
        assert not [word for word in CANARIES if word in reply.text], (who, address)
        is_harmless = path in ("/api/devices/forget", "/api/plans/{slot}/lock")
        assert reply.status_code >= 400 or is_harmless, (who, method, address)
        assert not [one for one in reply.headers.get_list("set-cookie") if "=" in one and "Max-Age=0" not in one]
    assert world.owner.read()["devices"] == 1
    assert world.owner.read()["pictures"] == [{"id": world.picture, "words": REASONS}]


def test_the_supporter_gets_the_copy_and_what_is_not_in_it_they_do_not(world):
    client = as_(world, "supporter")
    body = {"proof": base64url.encode(proof(world.copy.key))}
    assert client.post(f"/api/copies/{world.copy.id}/open", json=body).status_code in (200, 410)


def test_who_writes_adds_and_suggests_over_the_socket_under_their_own_name(world):
    page = page_of(world, "helper who writes").connect()
    assert page.type(page.field("coping", "text"), "over the socket")
    assert texts(world)["over the socket"]["by"] == world.writer.device_id
    page.press(f"Suggest other words: {COPING}")
    assert page.until(lambda: any(name.endswith(":suggestion") for name in page.names()))
    assert page.type(page.field("suggestion"), "an offer", by="me")
    (offer,) = texts(world)[COPING]["suggestions"]
    assert (offer["content"], offer["by"]) == ({"text": "an offer"}, world.writer.device_id)


def test_who_only_reads_has_nothing_on_the_page_that_writes(world):
    page = page_of(world, "helper who reads")
    assert COPING in page.html
    assert page.listening("save") == {}
    assert [one for one in page.listening("click").values() if "Suggest" in str(one)] == []


# What a tab says that it still keeps may name any field: section, entry, field, value.
FORGED = {
    "edit": ("coping", TEA, "text", "forged"),
    "edit of another field": ("coping", TEA, "nothing", "forged"),
    "add elsewhere": ("reasons", "e2" * 16, "text", "forged"),
    "add of someone to avoid": ("avoid", "e3" * 16, "name", "forged"),
    "add of an event": ("past", "e4" * 16, "what", "forged"),
    "set field": ("about", "name_i_like", "name_i_like", "forged"),
    "set field of the settings": ("settings", "region", "region", "PL"),
    "answer": ("past", "self_harm", "self_harm", "yes"),
    "only me": ("coping", TEA, ONLY_ME_FIELD, True),
    "suggest elsewhere": ("reasons", "{reasons}", "suggestion", "forged"),
    "suggest about the person": ("about", "name_i_like", "suggestion", "forged"),
    "view": ("past", "{past}", "seen_view", "forged"),
    "tick of a step towards a goal": ("reasons", "{reasons}", "steps", ["✓ forged"]),
    "leave of what another offers": ("coping", WATER, "suggestion", ""),
}


@pytest.mark.parametrize("who", HELPS)
def test_what_a_helpers_tab_says_it_keeps_changes_nothing_that_is_not_theirs(world, who):
    kept = world.owner.read()["sections"]
    ids = {"{reasons}": kept["reasons"][0]["id"], "{past}": world.past}
    page, slot = page_of(world, who).connect(), HELPS[who]
    waiting = [*page.listening("found")]
    assert bool(waiting) is (who == "helper who writes"), "a page that writes nothing listens to nothing"
    for element in waiting:
        names = {
            f"{slot}:{section}:{ids.get(entry, entry)}:{field}": value
            for section, entry, field, value in FORGED.values()
        }
        names[f"{slot}:coping:{'e9' * 16}:text"] = "in the end"
        told = [{"name": name, "value": value, "known": [""]} for name, value in names.items()]
        page.happen(element, "found", {"all": told, "caret": None})
        assert page.until(lambda: "in the end" in texts(world)), "those before it were heard, too"
    now = world.owner.read()["sections"]
    before = {one["id"] for one in kept["coping"]}
    assert {**now, "coping": [one for one in now["coping"] if one["id"] in before]} == kept
    assert "forged" not in all_told(world)


@pytest.mark.parametrize("who", [who for who in WHO if who != "helper who writes"])
def test_nobody_else_opens_a_helpers_socket(world, who):
    page = page_of(world, "helper who writes")
    client = as_(world, who)
    assert page.knock(client).status_code == 403
    assert page.knock().status_code == 200


@pytest.mark.parametrize("who", [who for who in WHO if who != "owner"])
def test_nobody_else_opens_the_owners_socket(world, who):
    page = owners_page(world)
    assert page.knock(as_(world, who)).status_code == 403
    assert page.knock().status_code == 200


def test_help_that_ends_while_the_page_is_open_changes_nothing_more(world):
    def invite(one):
        helpers = Helpers(one.access)
        return helpers.take(helpers.invite(one.cookie, Invitation(name="So", owner="A", sections=WRITES), DAY), DAY)

    cookie = offline(world.server, world.owner, invite)
    client = bearing(world, f"h_soonover={cookie.text()}")
    page = HelpersPage(client, f"/en/soonover/with/{AT['coping']}").connect()
    assert page.type(page.field("coping", "text"), "in time")
    page.press("Add")
    assert page.until(lambda: "Change: in time" in str(page.elements))
    page.press("Change: in time")
    assert page.until(lambda: "Change what you wrote" in str(page.elements))
    page.press("Delete")
    assert page.until(lambda: "Yes, delete it" in str(page.elements))
    owners_page = HelpersPage(as_(world, "owner"), f"/en/{world.owner.slot}/helpers").connect()
    owners_page.press("End it: So")
    assert owners_page.until(lambda: any(one.get("text") == "Yes, end it" for one in owners_page.elements.values()))
    owners_page.press("Yes, end it")
    assert owners_page.until(lambda: any("Ended: So" in str(one) for one in owners_page.elements.values()))
    before = world.owner.read()["sections"]
    assert any("shut" in page.receive() for _ in range(5)), "the page goes away"
    for field in page.listening("save"):
        page.happen(field, "save", {"token": 1, "value": "too late", "known": [""]})
    page.press("Yes, delete it")
    assert world.owner.read()["sections"] == before
    ended = client.get("/en/soonover/with")
    assert (ended.status_code, ended.headers["location"]) == (303, "/en/with?ended")
    assert ended.headers["set-cookie"].startswith('h_soonover=""; ')
    assert "Max-Age=0" in ended.headers["set-cookie"]
    assert "You no longer help" in client.get(ended.headers["location"]).text
    assert client.get("/en/with").headers["location"] == "/en/with?ended", "and from the list of plans as well"


def test_two_plans_that_look_alike_have_a_number_each(world):
    both = bearing(world, "; ".join(world.headers[who] for who in ("helper who reads", "helper of another plan")))
    told = both.get("/en/with").text
    assert ("The plan of Ada (1 of 2)" in told, "The plan of Ada (2 of 2)" in told) == (True, True)
    for number, slot, words, others in (
        (1, "foreignb", "of another plan", COPING),
        (2, "readerab", COPING, "of another plan"),
    ):
        page = both.get(f"/en/{slot}/with/{AT['coping']}").text
        assert (f"The plan of Ada ({number} of 2)" in page, words in page, others in page) == (True, True, False)
    alone = as_(world, "helper who reads").get("/en/readerab/with").text
    assert ("The plan of Ada" in alone, "of 2" in alone) == (True, False)


def test_an_invitation_is_taken_beside_a_plan_of_ones_own_and_once(world, make_plan):
    secret = offline(
        world.server,
        world.owner,
        lambda one: Helpers(one.access).invite(
            one.cookie, Invitation(name="Bo", owner="A", sections=READS), today().isoformat()
        ),
    )
    bo = make_plan(world.server)
    bo.add("coping", text="of Bo")
    foreign = bo.client.post("/api/helpers", json={"secret": secret}, headers=FOREIGN)
    assert foreign.status_code == 403
    taken = bo.client.post("/api/helpers", json={"secret": secret})
    assert (taken.status_code, [*taken.json()]) == (200, ["slot"])
    cookie = taken.headers["set-cookie"].lower()
    assert cookie.startswith(f"h_{taken.json()['slot']}=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert COPING in bo.client.get(f"/en/{taken.json()['slot']}/with/{AT['coping']}").text
    assert [one["content"]["text"] for one in bo.read()["sections"]["coping"]] == ["of Bo"]
    again = bo.client.post("/api/helpers", json={"secret": secret})
    assert (again.status_code, again.json()["reason"]) == (404, "no_invitation")
    for unreadable in ({}, {"secret": 1}, []):
        assert bo.client.post("/api/helpers", json=unreadable).status_code == 400

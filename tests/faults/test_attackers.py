"""People who have something that is not theirs, or no longer, try all they can do with it on a real server; and fail.

Those at the socket are in ``tests/browser/test_security.py``, a foreign page in ``tests/browser/test_foreign_site.py``.
"""

import json
import re
from base64 import b64decode, b64encode

import pytest

from pwa.pages.edit import PART_NAMES, part_address
from pwa.share import base64url
from pwa.share.copies import Copies
from pwa.share.sealing import open_copy, proof
from pwa.share.terms import Terms
from pwa.store.base import Ticket
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import parse_cookie
from pwa.vault.devices import Devices
from pwa.vault.holders import NotAllowed
from pwa.vault.keys import key_pair, open_sealed_key
from pwa.vault.recovery import parse_code
from pwa.vault.sealing import UnsealError, unseal
from pwa.vault.unsealed import SCHEMA
from tests.conftest import Holder
from tests.desk_page import DeskPage
from tests.faults.test_copies_leave_no_trace import opening

SECRET = "canary-words nobody else may read"
TERMS = Terms(label="x", sections=("coping",))
GONE = {401, 404, 410}


class Offline:
    """What an owner does with their plan while the server does not run."""

    def __init__(self, store, holder):
        self.store = store
        self.cookie = parse_cookie(holder.cookies[0]["value"])
        self.access = PlanAccess(store)
        self.copies = Copies(self.access)
        self.devices = Devices(self.access)


def offline(server, holder, act):
    server.stop()
    with TinyDBStore(server.data) as store:
        done = act(Offline(store, holder))
    server.start()
    return done


def taken_off(one, device, *, is_lost=False):
    """Take a device off, as its owner does who has just shown to be there."""
    one.access.proofs.note(one.cookie)
    return one.devices.remove(one.cookie, device, is_lost=is_lost)


def new_words(one):
    """Words that are made and kept a moment later."""
    one.access.proofs.note(one.cookie)
    code = one.access.make_recovery_code(one.cookie)
    one.access.keep_recovery_code(one.cookie, code)
    return code


def others(holder):
    """Every address of a plan's owner, as someone asks who is not them: method, address, body."""
    entry, slot = "ee" * 16, holder.slot
    change = {"kind": "add", "section": "coping", "entry": entry, "content": {"text": "x"}}
    numbered = {"seq": 1, "revision": f"{entry}:1", "day": "2026-12-01", **change}
    changes = {"plan": holder.made["plan"], "outbox": entry, "changes": [numbered]}
    for page in ("edit", *(f"edit/{part_address(name)}" for name in PART_NAMES), "share", "paper"):
        yield "GET", f"/en/{slot}/{page}", None
    for name in ("mine", slot):
        yield "GET", f"/api/plans/{name}", None
        yield "POST", f"/api/plans/{name}/changes", changes
        yield "DELETE", f"/api/plans/{name}", {"sure": True}


def try_all(client, holder, cookies):
    """Ask everything with a header of cookies; what came back."""
    replies = []
    for method, path, body in others(holder):
        kept = dict(client.cookies)
        client.cookies.clear()
        reply = client.request(method, path, json=body, headers={"Cookie": cookies})
        client.cookies.clear()
        client.cookies.update(kept)
        replies.append((path, reply))
    return replies


def assert_nothing_came(replies):
    assert len(replies) > 10
    for path, reply in replies:
        assert SECRET not in reply.text, path
        assert not path.startswith("/api/") or reply.status_code in GONE, (path, reply.status_code)


@pytest.fixture
def owned(server, make_plan):
    holder = make_plan(server)
    holder.add("coping", text=SECRET)
    return holder


def cookie_header(holder):
    return "; ".join(f"{one['name']}={one['value']}" for one in holder.cookies)


def test_what_the_attackers_ask_is_answered_to_the_owner(owned):
    told = [path for path, reply in try_all(owned.client, owned, cookie_header(owned)) if SECRET in reply.text]
    assert {"/api/plans/mine", f"/en/{owned.slot}/edit/{part_address('coping')}"} <= {*told}


def test_who_has_the_data_folder_reads_no_word_and_opens_no_plan(server, owned, browse):
    code = offline(server, owned, lambda one: one.access.make_recovery_code(one.cookie))
    offline(server, owned, lambda one: one.copies.make(one.cookie, TERMS))
    (path,) = server.data.glob("plans/*/*/*.json")
    document = json.loads(path.read_bytes().partition(b"\n")[2])["kept"]["1"]
    sealed, holders = b64decode(document["sealed"]), document["holders"]
    known = {"plan_id": document["plan_id"], "revision": document["revision"], "schema": document["schema"]}
    everything = [found for one in server.data.rglob("*.json*") for found in candidates(one.read_bytes())]
    assert len(everything) > 20
    for candidate in everything:
        with pytest.raises(UnsealError):
            unseal(candidate, sealed, **known)
    with TinyDBStoreStopped(server) as store:
        record = store.load(document["plan_id"]).record
        assert record.schema == SCHEMA
        for holder in record.holders:
            assert all(open_sealed_key(holder, (candidate,)) is None for candidate in everything)
        right = next(one for one in record.holders if one.kind == "recovery")
        assert open_sealed_key(right, (parse_code(code).secret(),)), "with the right secret it opens"
    stranger = browse(server)
    for holder in holders:
        for candidate in everything[:20]:
            value = f"{document['plan_id']}.{holder['id']}.{base64url.encode(candidate)}"
            assert stranger.get("/api/plans/mine", headers={"Cookie": f"p_abcdefgh={value}"}).status_code == 401


class TinyDBStoreStopped:
    """The server's own folder, opened while it does not run."""

    def __init__(self, server):
        self._server = server

    def __enter__(self):
        self._server.stop()
        self._store = TinyDBStore(self._server.data).open()
        return self._store

    def __exit__(self, *_):
        self._store.close()
        self._server.start()


def candidates(content):
    """Every run of 32 bytes in a file that might be a key."""
    for text in set(re.findall(rb"[0-9a-f]{64}|[A-Za-z0-9+/]{43}=", content)):
        yield bytes.fromhex(text.decode()) if len(text) == 64 else b64decode(text)
    for text in set(re.findall(rb'"([A-Za-z0-9+/]{80,}={0,2})"', content)):
        raw = b64decode(text)
        yield from (raw[start : start + 32] for start in (0, len(raw) - 32))


def test_a_removed_device_with_everything_it_had_gets_nothing(server, owned, browse):
    code = offline(server, owned, lambda one: one.access.make_recovery_code(one.cookie))
    lost = browse(server)
    made = lost.post("/api/recovery", json={"code": code}).json()
    thief = Holder(client=lost, made=made)
    header, etag = cookie_header(thief), lost.get("/api/plans/mine").headers["etag"]
    page = DeskPage(thief).connect()
    own = parse_cookie(thief_cookie(header))
    looked_at = offline(server, owned, lambda one: one.access.make_recovery_code(own))

    def make_and_keep(one):
        code = one.access.make_recovery_code(own)
        one.access.keep_recovery_code(own, code)
        return code

    theirs = offline(server, owned, make_and_keep)
    offline(server, owned, lambda one: taken_off(one, made["device"], is_lost=True))
    offline(server, owned, new_words)
    for known in (code, looked_at, theirs):
        assert browse(server).post("/api/recovery", json={"code": known}).status_code == 401
    owned.add("coping", text="canary-words that came later")
    assert_nothing_came(try_all(lost, thief, header))
    with_etag = lost.get("/api/plans/mine", headers={"Cookie": header, "If-None-Match": etag})
    assert (with_etag.status_code, with_etag.json()["removal"] != "") == (410, True)
    assert page.knock().status_code in (200, 403), "its page is of a server that is gone"
    assert lost.post("/api/recovery", json={"code": code}).status_code in (400, 401, 404)
    other = {name: value for name, value in made.items() if name != "removal_secret"}
    assert other["plan"] == owned.made["plan"]
    for slot in (made["slot"], owned.slot, "abcdefgh"):
        renamed = f"p_{slot}={thief_cookie(header)}"
        assert lost.get("/api/plans/mine", headers={"Cookie": renamed}).status_code == 410
    owner = thief_cookie(cookie_header(owned)).split(".")
    mixed = ".".join([*owner[:2], thief_cookie(header).split(".")[2]])
    assert lost.get("/api/plans/mine", headers={"Cookie": f"p_abcdefgh={mixed}"}).status_code == 401
    assert [SECRET in str(owned.read()), owned.read()["devices"]] == [True, 1]


def test_words_that_a_lost_device_knew_die_with_the_first_new_ones_that_are_kept(server, owned, browse):
    code = offline(server, owned, lambda one: one.access.make_recovery_code(one.cookie))
    made = browse(server).post("/api/recovery", json={"code": code}).json()
    offline(server, owned, lambda one: taken_off(one, made["device"], is_lost=True))
    newer = offline(server, owned, new_words)
    assert browse(server).post("/api/recovery", json={"code": code}).status_code == 401
    assert browse(server).post("/api/recovery", json={"code": newer}).status_code == 200


def thief_cookie(header):
    return header.partition("=")[2]


def test_a_removed_device_and_a_stolen_disk_open_nothing_that_was_saved_since(server, owned, browse):
    code = offline(server, owned, lambda one: one.access.make_recovery_code(one.cookie))
    lost = browse(server)
    made = lost.post("/api/recovery", json={"code": code}).json()
    cookie = parse_cookie(thief_cookie(cookie_header(Holder(client=lost, made=made))))
    with TinyDBStoreStopped(server) as store:
        record = store.load(cookie.plan_id).record
        holder = next(one for one in record.holders if one.id == cookie.device_id)
        former = open_sealed_key(holder, (cookie.key,))
        assert former, "the device with the disk opened it until then"
    offline(server, owned, lambda one: taken_off(one, made["device"]))
    with TinyDBStoreStopped(server) as store:
        record = store.load(cookie.plan_id).record
        assert bytes(key_pair((cookie.key,)).public_key) not in [one.public for one in record.holders]
        with pytest.raises(UnsealError):
            unseal(former, record.sealed, plan_id=record.plan_id, revision=record.revision, schema=record.schema)
        assert all(open_sealed_key(one, (cookie.key,)) is None for one in record.holders)


def test_the_code_of_a_stopped_copy_opens_nothing(server, owned, browse):
    copy = offline(server, owned, lambda one: one.copies.make(one.cookie, TERMS))
    reader = browse(server)
    before = opening(reader, copy, keeping="ab" * 16).json()["copy"]
    assert SECRET in str(open_copy(copy.key, copy.id, before))
    offline(server, owned, lambda one: one.copies.stop(one.cookie, copy.id))
    for more in ({}, {"passcode": "1234"}, {"keeping": "ab" * 16}, {"keeping": "cd" * 16}):
        reply = opening(reader, copy, **more)
        assert (reply.status_code, reply.json()["reason"], "copy" in reply.json()) == (410, "copy_stopped", False)
    owned.read()
    owned.add("coping", text="more")
    assert opening(reader, copy).status_code == 410
    shown = base64url.encode(proof(copy.key))
    assert reader.get(f"/api/copies/{copy.id}/open").status_code == 405
    for text in (shown, base64url.encode(copy.key)):
        assert reader.get("/api/plans/mine", headers={"Cookie": f"p_abcdefgh={text}"}).status_code == 401
        assert reader.post("/api/recovery", json={"code": text}).status_code in (400, 401, 404)
    files = [path for path in server.data.glob("copies/*/*/*") if path.is_file()]
    assert files
    assert not [path for path in files if b64encode(before.encode())[:200] in path.read_bytes()]


def test_another_account_gets_nothing_of_a_plan(server, owned, make_plan):
    other = make_plan(server)
    own = thief_cookie(cookie_header(other)).split(".")
    theirs = thief_cookie(cookie_header(owned)).split(".")
    header = cookie_header(other)
    for method, path, body in others(owned):
        if "/mine" in path:
            continue  # that is its own
        reply = other.client.request(method, path, json=body)
        assert SECRET not in reply.text
        assert not path.startswith("/api/") or reply.status_code in GONE
    mixtures = [[theirs[0], *own[1:]], [theirs[0], theirs[1], own[2]], [own[0], theirs[1], own[2]]]
    for mixed in mixtures:
        assert_nothing_came(try_all(other.client, owned, f"p_{owned.slot}={'.'.join(mixed)}"))
    wrong = other.client.post(
        "/api/plans/mine/changes", json=next(body for _, path, body in others(owned) if path.endswith("changes"))
    )
    assert wrong.status_code == 409
    twice = f"{header}; p_{owned.slot}={'.'.join([*theirs[:2], own[2]])}"
    assert SECRET not in other.client.get("/api/plans/mine", headers={"Cookie": twice}).text
    assert SECRET in str(owned.read())


def test_an_expired_or_used_ticket_is_none(server, owned):
    plan = owned.made["plan"]

    def keep(one):
        one.store.put_ticket(Ticket(id="late", plan_id=plan, expires_at=100.0))
        one.store.put_ticket(Ticket(id="used", plan_id=plan, expires_at=1e12))
        assert one.store.take_ticket("used", 0.0)

    offline(server, owned, keep)
    with TinyDBStoreStopped(server) as store:
        assert [store.take_ticket(name, 100.0) for name in ("late", "used", "never")] == [None] * 3


def test_a_cookie_of_a_plan_that_was_deleted_opens_nothing_and_makes_it_not_again(server, owned, browse):
    header = cookie_header(owned)
    assert owned.client.request("DELETE", "/api/plans/mine", json={"sure": True}).status_code == 204
    stranger = browse(server)
    assert_nothing_came(try_all(stranger, owned, header))
    with TinyDBStoreStopped(server) as store, pytest.raises(NotAllowed):
        PlanAccess(store).open(parse_cookie(thief_cookie(header)))


def test_a_ticket_that_nobody_took_is_off_the_disk_after_a_start(server, owned):
    kept = [("over", 100.0), ("open", 1e12)]
    offline(server, owned, lambda one: [
        one.store.put_ticket(Ticket(id=name, plan_id=owned.made["plan"], expires_at=end)) for name, end in kept
    ])  # fmt: skip
    with TinyDBStoreStopped(server) as store:
        assert [store.take_ticket(name, 50.0) is not None for name, _ in kept] == [False, True]

"""A real server that opens copies: what it has on disk when it ends or is killed, and what it never writes."""

import base64

from pwa.share import base64url
from pwa.share.copies import Copies
from pwa.share.sealing import proof
from pwa.share.terms import Terms
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import parse_cookie

WORDS = "canary-words to a friend"
TERMS = Terms(label="canary-label", name="canary-name", sections=("coping",))


def owner(server, holder, act):
    """What the owner does with their copies while the server is not running."""
    cookie = parse_cookie(holder.cookies[0]["value"])
    with TinyDBStore(server.data) as store:
        return act(Copies(PlanAccess(store)), cookie)


def opening(client, copy, **more):
    shown = base64url.encode(proof(copy.key))
    return client.post(f"/api/copies/{copy.id}/open", json={"proof": shown, **more})


def test_days_are_on_disk_when_it_ends_and_wrong_passcodes_before_they_are_answered(server, make_plan, browse):
    holder, supporter = make_plan(server), browse(server)
    holder.add("coping", text="Tea")
    server.stop()
    plain = owner(server, holder, lambda copies, cookie: copies.make(cookie, TERMS))
    server.start()
    assert opening(supporter, plain).status_code == 200
    server.stop()
    assert len(owner(server, holder, lambda copies, cookie: copies.all(cookie))[0].days) == 1
    locked = Terms(label="x", sections=("coping",), passcode="blue")
    copy = owner(server, holder, lambda copies, cookie: copies.make(cookie, locked))
    server.start()
    assert [opening(supporter, copy, passcode="red").json()["left"] for _ in range(3)] == [9, 8, 7]
    server.kill()
    server.start()
    assert opening(supporter, copy, passcode="red").json()["left"] == 6


def test_no_word_and_no_key_of_a_copy_lies_on_the_server_and_it_says_no_id(server, make_plan, browse):
    holder, supporter = make_plan(server), browse(server)
    holder.add("coping", text=WORDS)
    server.stop()
    copy = owner(server, holder, lambda copies, cookie: copies.make(cookie, TERMS))
    stopped = owner(server, holder, lambda copies, cookie: copies.make(cookie, TERMS))
    owner(server, holder, lambda copies, cookie: copies.stop(cookie, stopped.id, words="canary-stopped"))
    server.start()
    assert [
        opening(supporter, copy, keeping="ab" * 16).status_code,
        opening(supporter, stopped).status_code,
        supporter.post(f"/api/copies/{copy.id}/open", json={"proof": "canary-proof"}).status_code,
        supporter.post(f"/api/copies/{copy.id}/open", content=b"canary-body").status_code,
    ] == [200, 410, 404, 415]
    supporter.get(f"/s/{copy.id}")
    holder.add("coping", text=WORDS)
    server.stop()
    links = [base64url.encode(one.key) for one in (copy, stopped)]
    sought = [b"canary", *map(str.encode, links), copy.key, stopped.key, b"ab" * 16, base64.b64encode(WORDS.encode())]
    files = [path for path in server.home.rglob("*") if path.is_file()]
    assert [(one, path.name) for path in files for one in sought if one in path.read_bytes()] == []
    assert copy.id not in server.output()

"""Attacks on a real server by way of its pages and its socket."""

import base64
import http.client
import json
from urllib.parse import urlencode, urlsplit

import pytest

from pwa.api.cookies import held
from pwa.pages.edit import part_address
from tests.desk_page import DeskPage, coping

TEA, WALK = "aa" * 16, "bb" * 16


@pytest.fixture
def two_pages(shared_server, make_plan):
    """The pages of two people, each with the same two steps."""
    pages = []
    for _ in range(2):
        holder = make_plan(shared_server)
        for entry, text in ((TEA, "Tea"), (WALK, "Walk")):
            holder.change({"kind": "add", "section": "coping", "entry": entry, "content": {"text": text}})
        pages.append(DeskPage(holder))
    return pages


def until(condition):
    """Ask over HTTP again and again until it is so."""
    return any(condition() for _ in range(1000))


def test_a_page_takes_orders_from_its_own_socket(two_pages):
    mine, _ = two_pages
    mine.connect().move_down(TEA)
    assert until(lambda: coping(mine.holder) == [WALK, TEA])


def test_a_socket_gives_no_orders_to_another_persons_page(two_pages):
    mine, other = two_pages
    other.connect()
    mine.connect().move_down(TEA, other)
    mine.move_down(TEA)
    assert until(lambda: coping(mine.holder) == [WALK, TEA])
    assert coping(other.holder) == [TEA, WALK]
    other.move_down(TEA)
    assert until(lambda: coping(other.holder) == [WALK, TEA])


def test_a_socket_does_not_take_over_another_persons_page(two_pages):
    mine, other = two_pages
    mine.connect()
    for event in ("handshake", "ack", "javascript_response", "log"):
        mine.emit(event, **{**other.query(), "level": "error", "message": "x", "request_id": "1", "result": "1"})
    other.connect().move_down(TEA)
    assert until(lambda: coping(other.holder) == [WALK, TEA])
    mine.move_down(TEA)
    assert until(lambda: coping(mine.holder) == [WALK, TEA])


def test_only_the_browser_that_loaded_a_page_gets_its_socket(two_pages, browse, shared_server):
    mine, other = two_pages
    stranger = browse(shared_server)
    assert mine.knock().status_code == 200
    assert mine.knock(stranger).status_code == 403
    assert mine.knock(client_id=other.client_id).status_code == 403
    upload = f"/_nicegui/client/{other.client_id}/upload/1"
    assert mine.holder.client.post(upload).status_code == 403
    twice = f"/_nicegui_ws/socket.io/?client_id={mine.client_id}&{urlencode(other.query())}&transport=polling"
    assert mine.holder.client.get(twice).status_code == 403
    assert mine.holder.client.get("/_nicegui_ws/socket.io/?EIO=4&transport=polling").status_code == 403


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1", "http://["]
)
def test_another_sites_page_gets_no_socket(two_pages, origin):
    mine, _ = two_pages
    assert mine.knock(Origin=origin).status_code in (400, 403)
    assert web_socket_status(mine, origin) in (400, 403)


def test_our_own_page_gets_a_web_socket_and_nobody_else(two_pages):
    mine, other = two_pages
    own = str(mine.holder.client.base_url)
    assert web_socket_status(mine, own) == 101
    assert web_socket_status(mine, own, cookies="") == 403
    assert web_socket_status(mine, own, cookies=cookie_header(other)) == 403


def stolen(attacker, target):
    """The address of a session of ``target``, asked for as ``attacker``'s own page, or as none."""
    return {**target.session, "client_id": attacker}


@pytest.mark.parametrize("name", ["own", "unknown", "its"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_session_id_alone_opens_nobody_elses_session(two_pages, name, method):
    mine, other = two_pages
    other.connect()
    asked = {"own": mine.client_id, "unknown": "x", "its": other.client_id}[name]
    order = f"42{json.dumps(['event', {'client_id': other.client_id}])}"
    reply = mine.holder.client.request(
        method, "/_nicegui_ws/socket.io/", params=stolen(asked, other), content=order if method == "POST" else None
    )
    assert (reply.status_code, reply.text) == (403, "")
    other.move_down(TEA)
    assert until(lambda: coping(other.holder) == [WALK, TEA])


@pytest.mark.parametrize("name", ["own", "unknown", "its"])
def test_a_session_id_alone_upgrades_nobody_elses_session(two_pages, name):
    mine, other = two_pages
    other.connect()
    asked = {"own": mine.client_id, "unknown": "x", "its": other.client_id}[name]
    own = str(mine.holder.client.base_url)
    assert web_socket_status(mine, own, query=stolen(asked, other)) == 403
    assert web_socket_status(mine, own, cookies="", query=stolen(asked, other)) == 403
    assert web_socket_status(other, own, query=other.session) == 101


def test_a_session_that_is_not_there_or_is_named_twice_is_refused(two_pages):
    mine, other = two_pages
    other.connect()
    mine.connect()
    for more in (f"sid={other.session['sid']}", "sid=none"):
        twice = f"/_nicegui_ws/socket.io/?{urlencode(mine.session)}&{more}"
        assert mine.holder.client.get(twice).status_code == 403
    gone = {**mine.session, "sid": "none"}
    assert mine.holder.client.get("/_nicegui_ws/socket.io/", params=gone).status_code == 403


def test_a_page_that_the_server_no_longer_knows_is_told_so_in_its_own_session_alone(two_pages):
    mine, other = two_pages
    mine.client_id = "gone"
    opened = mine.knock()
    assert opened.status_code == 200
    mine.session = {**mine.query(), "transport": "polling", "sid": json.loads(opened.text[1:])["sid"]}
    path = "/_nicegui_ws/socket.io/"
    assert other.holder.client.get(path, params=mine.session).status_code == 403
    mine.send("40")
    assert "Implicit handshake failed" in mine.receive()


def cookie_header(page):
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.holder.cookies)


def web_socket_status(page, origin, cookies=None, query=None):
    address = urlsplit(str(page.holder.client.base_url))
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(bytes(16)).decode(),
        "Origin": origin,
        "Cookie": cookie_header(page) if cookies is None else cookies,
    }
    asked = urlencode({**(query or page.query()), "transport": "websocket"})
    connection.request("GET", f"/_nicegui_ws/socket.io/?{asked}", headers=headers)
    response = connection.getresponse()
    response.close()
    connection.close()
    return response.status


# What an attacker's markup could bring; a script that our own scripts make is theirs to make ('strict-dynamic').
INJECTED = """() => {
  const image = document.createElement("img");
  image.setAttribute("onerror", "window.ran = true");
  image.src = "data:,";
  document.body.append(image);
  return new Promise((done) => image.addEventListener("error", () => done(window.ran ?? null)));
}"""


def test_the_desk_runs_no_script_without_its_nonce(phone, shared_server, make_plan):
    holder = make_plan(shared_server)
    phone.context.add_cookies(holder.cookies)
    phone.page.goto(f"{shared_server.url}/en/{holder.slot}/edit/{part_address('coping')}")
    phone.page.get_by_role("heading", level=1).wait_for()
    assert phone.left() == []
    phone.forgive("Content Security Policy")
    assert phone.page.evaluate(INJECTED) is None


def test_the_desk_runs_the_right_way_and_keeps_its_language(new_phone, shared_server, make_plan):
    holder = make_plan(shared_server)
    for tag, direction in (("en", "ltr"), ("en-XA", "ltr"), ("ar-XB", "rtl")):
        phone = new_phone()
        phone.context.add_cookies(holder.cookies)
        reply = phone.page.goto(f"{shared_server.url}/{tag}/{holder.slot}/edit/{part_address('coping')}")
        assert f'<html lang="{tag}" dir="{direction}">' in reply.text()
        phone.page.get_by_role("heading", level=1).wait_for()
        root = phone.page.locator("html")
        assert (root.get_attribute("lang"), root.get_attribute("dir")) == (tag, direction)


def test_the_phones_page_turns_no_text_into_markup_outside_its_policy(phone, shared_server):
    phone.page.goto(f"{shared_server.url}/")
    phone.page.get_by_role("heading", level=1).wait_for()
    assert phone.left() == []
    phone.forgive("Content Security Policy", "Trusted")
    attempts = """() => Promise.all([
      () => { document.body.innerHTML = "<b>x</b>"; },
      () => { document.body.insertAdjacentHTML("beforeend", "<b>x</b>"); },
      () => { document.createElement("script").text = "1"; },
      () => { trustedTypes.createPolicy("other", { createHTML: (html) => html }); },
      () => navigator.serviceWorker.register("/x.js"),
      () => { document.body.setAttribute("onclick", "1"); },
    ].map(async (attempt) => { try { await attempt(); return "ran"; } catch (error) { return error.name; } }))"""
    assert phone.page.evaluate(attempts) == ["TypeError"] * 6


def test_the_cookie_holds_ids_and_a_key_and_no_words(shared_server, make_plan):
    holder = make_plan(shared_server)
    (cookie,) = held({cookie["name"]: cookie["value"] for cookie in holder.cookies}).values()
    assert (cookie.plan_id, cookie.device_id) == (holder.made["plan"], holder.made["device"])

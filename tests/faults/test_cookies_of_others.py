"""Cookies that this server did not set here open nothing and hide nothing; a malformed Origin is nobody's."""

from pwa.api.cookies import Reach, only_own

PLANTED = b"p_abcdefgh=1"
OWN = b"__Host-p_abcdefgh=2"


def test_on_https_only_names_are_read_that_a_neighbouring_domain_cannot_set():
    assert only_own(PLANTED + b"; " + OWN + b";other=3", Reach.HTTPS) == OWN + b"; other=3"


def test_on_this_machine_only_plain_names_are_read():
    assert only_own(PLANTED + b"; " + OWN, Reach.HERE) == PLANTED


def test_cookie_that_opens_nothing_hides_no_plan_and_costs_none(server, make_plan):
    holder = make_plan(server)
    live = holder.client.cookies.jar
    name, value = next((cookie.name, cookie.value) for cookie in live)
    dead = ".".join(["0" * 32, "0" * 32, value.rpartition(".")[2]])
    headers = {"Cookie": f"p_22222222={dead}; {name}={value}"}
    with_both = {"headers": headers}
    holder.client.cookies.clear()
    assert holder.client.get("/api/plans/mine", **with_both).json()["plan"] == holder.made["plan"]
    refused = holder.client.post("/api/plans", json={"language": "en"}, **with_both)
    assert (refused.status_code, refused.json()["reason"]) == (409, "already_here")
    assert "set-cookie" not in refused.headers


def test_malformed_origin_is_refused_with_every_header(server, browse):
    client = browse(server)
    del client.headers["Sec-Fetch-Site"]
    reply = client.post("/api/plans", json={"language": "en"}, headers={"Origin": "http://["})
    assert reply.status_code == 403
    assert "Content-Security-Policy" in reply.headers
    assert "unexpected" not in server.output()

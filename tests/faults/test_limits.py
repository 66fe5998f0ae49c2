"""How often and how much one may ask of a real server that stands behind a proxy, and what stays of addresses."""

import pytest

from tests.faults.phone_api import document

NOBODYS_CODE = " ".join(["zebra"] * 13)
NOBODYS_COPY = "/api/copies/AAAAAAAAAAAAAAAAAAAAAA/open"
KEEPING = "/api/copies/AAAAAAAAAAAAAAAAAAAAAA/keeping"
LIMITS = {f"POCKET_PLAN_{name}_PER_HOUR": "10" for name in ("PLANS", "RECOVERIES", "OPENINGS")}
PROOF = "A" * 43


@pytest.fixture(scope="module")
def strict_server(start_server):
    return start_server(**LIMITS)


@pytest.fixture
def visit(strict_server, browse):
    """A function that asks as a proxy passes it on: ``visit("203.0.113.7", "POST", path, body)``."""

    def visit(address, method, path, body):
        client = browse(strict_server)  # a browser that holds nothing
        return client.request(method, path, json=body, headers={"X-Forwarded-For": address})

    return visit


ASKED = {
    "plans": ("POST", "/api/plans", {"language": "en", "region": "GB"}, 201),
    "recovery": ("POST", "/api/recovery", {"code": NOBODYS_CODE}, 400),
    "tickets": ("POST", "/api/devices", {"ticket": "0" * 32, "secret": "x"}, 404),
    "invitations": ("POST", "/api/helpers", {"secret": "x"}, 404),
    "openings": ("POST", NOBODYS_COPY, {"proof": PROOF}, 404),
    "keeping": ("DELETE", KEEPING, {"proof": PROOF, "keeping": "ab" * 16}, 404),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_network_is_slowed_and_its_neighbours_are_not(visit, name):
    method, path, body, status = ASKED[name]
    subnet = [*ASKED].index(name)
    inside = [f"203.0.{subnet}.{number}" for number in range(1, 14)]
    replies = [visit(address, method, path, body) for address in inside]
    assert [reply.status_code for reply in replies] == [status] * 10 + [429] * 3
    assert 0 < int(replies[-1].headers["retry-after"]) <= 3_600
    assert visit(f"198.51.{subnet}.1", method, path, body).status_code == status


def test_what_a_visitor_says_of_its_own_address_buys_no_more_tries(visit):
    method, path, body, status = ASKED["recovery"]
    statuses = [visit(f"10.0.{one}.1, 203.0.113.9", method, path, body).status_code for one in range(12)]
    assert statuses == [status] * 10 + [429] * 2


def test_a_network_of_ipv6_counts_as_one(visit):
    method, path, body, status = ASKED["recovery"]
    statuses = [visit(f"2001:db8:7:{one:x}::1", method, path, body).status_code for one in range(12)]
    assert statuses == [status] * 10 + [429] * 2


@pytest.mark.parametrize(
    ("method", "path", "bytes_"),
    [
        ("POST", "/api/plans", 16_000),
        ("POST", "/api/recovery", 16_000),
        ("POST", "/api/devices/forget", 16_000),
        ("POST", "/api/plans/mine/changes", 512_000),
        ("DELETE", "/api/plans/mine", 16_000),
        ("POST", NOBODYS_COPY, 4_000),
        ("DELETE", KEEPING, 4_000),
    ],
)
def test_a_larger_body_is_refused_and_named(strict_server, make_plan, method, path, bytes_):
    holder = make_plan(strict_server)
    headers = {"Content-Type": "application/json"}
    reply = holder.client.request(method, path, content=b" " * (bytes_ + 1), headers=headers)
    assert (reply.status_code, reply.json()["limit"]) == (413, bytes_ // 1000)
    assert holder.client.request(method, path, content=b" " * bytes_, headers=headers).status_code == 400
    assert holder.read()


def test_no_address_of_anybody_lies_on_the_server(strict_server, visit):
    address, network = "203.0.200.77", "203.0.200."
    for method, path, body, _ in ASKED.values():
        for _ in range(12):
            visit(address, method, path, body)
    visit(address, "GET", "/nothing", None)
    files = [path for path in strict_server.home.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if network.encode() in path.read_bytes()] == []


def test_no_address_takes_in_more_than_a_megabyte_and_a_half_or_a_whole_file(strict_server, make_plan):
    holder = make_plan(strict_server)
    asked = [(method, path) for path, methods in document()["paths"].items() for method in methods if method != "get"]
    assert len(asked) > 5
    for method, path in asked:
        address = path.format(slot="mine", copy_id="A" * 22, id="A" * 22, picture_id="a" * 32)
        # A file may hold all pictures: 6 MB as it lies on a disk, in base64.
        body = b" " * (9_000_000 if "/file/" in path else 1_500_000)
        kind = "image/webp" if path.endswith("/pictures") else "application/json"
        reply = holder.client.request(method.upper(), address, content=body, headers={"Content-Type": kind})
        assert (reply.status_code, path) == (413, path)

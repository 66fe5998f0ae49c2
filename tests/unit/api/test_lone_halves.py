"""Half a sign, such as a lone ``\\ud800``, is in no body that a route reads: nothing fails, no words are stuck."""

import json
import time

import pytest

from tests.unit.api.test_adding_routes import adding, owner

__all__ = ["adding", "owner"]

HALF = "\\ud800"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("half", [HALF, HALF.upper().replace("U", "u"), f"x{HALF}y"])
async def test_half_a_sign_in_a_ticket_is_no_accident(browse, adding, owner, half):
    cookie, code = owner
    ticket, secret = adding.offer(cookie, code, time.time()).split(".")
    other = await browse()
    reply = await other.post("/api/devices", content=f'{{"ticket": "{ticket}", "secret": "{half}"}}', headers=JSON)
    assert (reply.status_code, reply.json()["reason"]) == (404, "ticket_unknown")
    assert (await other.post("/api/devices", json={"ticket": ticket, "secret": secret})).status_code == 200
    reply = await other.post("/api/devices/ready", content=f'{{"ticket": "{ticket}", "token": "{half}"}}', headers=JSON)
    assert (reply.status_code, reply.json()["reason"]) == (404, "ticket_unknown")


async def test_half_a_sign_in_a_passphrase_is_no_accident(browse, make_plan):
    client = await browse()
    await make_plan(client)
    body = f'{{"passphrase": "{HALF * 12}"}}'
    reply = await client.post("/api/plans/mine/file", content=body, headers=JSON)
    assert (reply.status_code, reply.json()["reason"]) == (400, "passphrase_short")


PLACES = ("/api/plans", "/api/recovery", "/api/devices", "/api/devices/ready", "/api/plans/mine/changes",
          "/api/plans/mine/file", "/api/plans/mine/pin", "/api/plans/mine/unlock", "/api/copies/AAAA/open")  # fmt: skip
NAMES = ("code", "ticket", "secret", "token", "passphrase", "proof", "passcode", "language", "region", "file", HALF)


@pytest.mark.parametrize("place", PLACES)
async def test_half_a_sign_anywhere_is_answered_on_purpose(browse, make_plan, place):
    client = await browse()
    await make_plan(client)
    body = ", ".join(f'"{name}": "{HALF}"' for name in NAMES)
    reply = await client.post(place, content=f"{{{body}}}", headers=JSON)
    assert reply.status_code < 500


async def test_words_around_half_a_sign_arrive(browse, make_plan, batch, adding_words):
    client = await browse()
    made = await make_plan(client)
    body = json.dumps(batch(made["plan"], adding_words(f"Tea {chr(0xD83D)}with milk")))
    await client.post("/api/plans/mine/changes", content=body, headers=JSON)
    (entry,) = (await client.get("/api/plans/mine")).json()["sections"]["coping"]
    assert entry["content"]["text"] == "Tea with milk"


@pytest.fixture
def adding_words():
    """A change that adds a step."""
    return lambda text: {"kind": "add", "section": "coping", "entry": "a" * 32, "content": {"text": text}}

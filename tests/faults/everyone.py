"""Everyone who could come to a plan: its owner, who helps in each way or did, who has a copy, and who has nothing."""

from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

from pwa.pages.edit import part_address
from pwa.plan.changes import parse_change
from pwa.plan.sections import SECTIONS
from pwa.share.helpers import Helpers
from pwa.share.helping import Invitation
from pwa.share.terms import Terms
from tests.conftest import Holder, client_of
from tests.faults.test_attackers import offline
from tests.helpers_page import HelpersPage
from tests.pictures import add_picture

DAY = "2026-12-01"
COPING, ONLY_ME, REASONS, PAST = "canary-coping", "canary-only-me", "canary-reasons", "canary-past"
CANARIES = (COPING, ONLY_ME, REASONS, PAST)
TEA, WATER = "a1" * 16, "a2" * 16
AT = {one.id: str(number) for number, one in enumerate(SECTIONS)}

READS = {"coping": "read"}
WRITES = {"coping": "write"}


@contextmanager
def everyone(server):
    """A plan with everyone who has something of it, or had; tests leave it as it is, but for what they add."""
    with ExitStack() as clients:
        client, other_client = (clients.enter_context(client_of(server)) for _ in range(2))
        owner, other = (
            Holder(client=one, made=one.post("/api/plans", json={"language": "en", "region": "GB"}).json())
            for one in (client, other_client)
        )
        owner.change({"kind": "add", "section": "coping", "entry": TEA, "content": {"text": COPING}})
        owner.change({"kind": "add", "section": "coping", "entry": WATER, "content": {"text": "water"}})
        only_me = owner.add("coping", text=ONLY_ME)
        owner.change({"kind": "only_me", "section": "coping", "entry": only_me, "on": True})
        owner.add("reasons", text=REASONS)
        past = owner.add("past", what=PAST)
        picture = add_picture(owner, REASONS)
        other.add("coping", text="of another plan")

        def helps(one, holder, sections, name):
            helpers = Helpers(one.access)
            secret = helpers.invite(one.cookie, Invitation(name=name, owner="Ada", sections=sections), DAY)
            return helpers.take(secret, DAY), secret

        def make(one):
            reader, _ = helps(one, owner, READS, "Rea")
            writer, used = helps(one, owner, WRITES, "Wri")
            gone, _ = helps(one, owner, WRITES, "Gon")
            offer = {"kind": "suggest", "section": "coping", "entry": WATER, "revision": f"{'ab' * 16}:1"}
            Helpers(one.access).change(gone, [parse_change({**offer, "content": {"text": "of who is gone"}})], DAY)
            Helpers(one.access).end(one.cookie, gone.device_id, DAY)
            copy = one.copies.make(one.cookie, Terms(label="x", sections=("safe",)))
            return reader, writer, gone, used, copy

        reader, writer, gone, used, copy = offline(server, owner, make)
        foreign, _ = offline(server, other, lambda one: helps(one, other, WRITES, "For"))
        own = "; ".join(f"{one['name']}={one['value']}" for one in owner.cookies)
        headers = {
            "owner": own,
            "helper who reads": f"h_readerab={reader.text()}",
            "helper who writes": f"h_writerab={writer.text()}",
            "supporter": "",
            "nobody": "",
            "removed helper": f"h_goneabcd={gone.text()}",
            "helper of another plan": f"h_foreignb={foreign.text()}",
            "helper who says to be the owner": f"p_{owner.slot}={writer.text()}",
            "owner who says to help": f"h_writerab={own.partition('=')[2]}",
        }
        yield SimpleNamespace(
            server=server,
            owner=owner,
            headers=headers,
            used=used,
            copy=copy,
            writer=writer,
            clients=clients,
            picture=picture,
            past=past,
        )


def as_(world, who):
    """A client that is who it says it is, and nobody else."""
    return bearing(world, world.headers[who])


def bearing(world, cookies):
    client = world.clients.enter_context(client_of(world.server))
    client.headers["Cookie"] = cookies
    return client


WHO = (
    "owner", "helper who reads", "helper who writes", "supporter", "nobody", "removed helper",
    "helper of another plan", "helper who says to be the owner", "owner who says to help",
)  # fmt: skip
SLOTS = ("mine", "readerab", "writerab", "goneabcd", "foreignb")
HELPS = {"helper who reads": "readerab", "helper who writes": "writerab"}


def page_of(world, who, slot=None, section="coping"):
    return HelpersPage(as_(world, who), f"/en/{slot or HELPS[who]}/with/{AT[section]}")


def owners_page(world):
    return HelpersPage(as_(world, "owner"), f"/en/{world.owner.slot}/edit/{part_address('coping')}")


def texts(world):
    return {one["content"]["text"]: one for one in world.owner.read()["sections"]["coping"]}


def all_told(world):
    """All that the plan holds, what no phone gets among it."""
    page = as_(world, "owner")
    slot, parts = world.owner.slot, ("past", "avoid", "about", "reasons", "coping")
    return "".join(page.get(f"/en/{slot}/edit/{part_address(part)}").text for part in parts)

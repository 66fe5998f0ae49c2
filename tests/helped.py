"""People who help, made beside the server: it lets go of its folder meanwhile, as it does for ``new_code``."""

from collections.abc import Mapping

from pwa.plan.changes import parse_change
from pwa.share.helpers import Helpers
from pwa.share.helping import Invitation
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import parse_cookie
from tests.conftest import Holder, Server

DAY = "2026-12-01"


def helped(
    server: Server,
    holder: Holder,
    names: Mapping[str, str],
    sections: Mapping[str, str],
    *,
    owner: str = "Ada",
    suggests: Mapping[str, str] | None = None,
    day: str = DAY,
) -> dict[str, dict[str, str]]:
    """Let people help: slot -> their name; returns each one's cookie as Playwright's ``add_cookies`` takes it.

    ``suggests`` are words that the first of them offers: entry of ``coping`` -> text.
    """
    mine = parse_cookie(next(one["value"] for one in holder.cookies if one["name"].startswith("p_")))
    assert mine
    server.stop()
    with TinyDBStore(server.data) as store:
        helpers = Helpers(PlanAccess(store))
        invited = {
            slot: helpers.invite(mine, Invitation(name=name, owner=owner, sections=sections), day)
            for slot, name in names.items()
        }
        cookies = {slot: helpers.take(secret, day) for slot, secret in invited.items()}
        for number, (entry, text) in enumerate((suggests or {}).items(), 1):
            raw = {"kind": "suggest", "section": "coping", "entry": entry, "revision": f"{'ab' * 16}:{number}"}
            helpers.change(next(iter(cookies.values())), [parse_change({**raw, "content": {"text": text}})], DAY)
    server.start()
    return {slot: {"name": f"h_{slot}", "value": one.text(), "url": server.url} for slot, one in cookies.items()}

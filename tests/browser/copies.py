"""Copies of a plan on a real server, made as their owner would, while the server lets go of its folder."""

from pwa.share.copies import Copies
from pwa.share.terms import Copy, Terms
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from pwa.vault.cookies import parse_cookie
from tests.conftest import Holder, Server


def make_copies(server: Server, holder: Holder, *all_terms: Terms, stop: Copy | None = None) -> list[Copy]:
    """Make copies, or stop one."""
    cookie = parse_cookie(holder.cookies[0]["value"])
    assert cookie
    server.stop()
    with TinyDBStore(server.data) as store:
        copies = Copies(PlanAccess(store))
        made = [copies.make(cookie, terms) for terms in all_terms]
        if stop:
            copies.stop(cookie, stop.id)
    server.start()
    return made

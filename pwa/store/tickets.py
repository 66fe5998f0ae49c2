"""Permissions that work once, for some minutes or days; what nobody took goes once it is over."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from pwa.store.base import Ticket
from pwa.store.belongings import pass_by
from pwa.store.errors import Conflict, Damaged
from pwa.store.records import read_ticket, ticket_as_document
from pwa.store.shelf import Shelf

INVITATION_DAYS = 7  # the page says it in words: one week


def invitation(locator: str, plan_id: str, day: str) -> Ticket:
    """What stands beside an invitation that was made on a day (``YYYY-MM-DD``, UTC), so that it goes by itself."""
    over = datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(days=INVITATION_DAYS + 1)
    return Ticket(id=locator, plan_id=plan_id, expires_at=over.timestamp())


class Tickets:
    """One file for each.

    Args:
        plans: where plans stand, with the invitations that open them.
        drop_locator: forgets a locator.
    """

    def __init__(self, shelf: Shelf, *, plans: Shelf, drop_locator: Callable[[str], None]) -> None:
        self._shelf = shelf
        self._plans = plans
        self._drop_locator = drop_locator

    def put(self, ticket: Ticket) -> None:
        """Keep a ticket; raises ``Conflict`` when its id is in use."""
        if not self._shelf.insert(ticket.id, ticket_as_document(ticket)):
            raise Conflict

    def take(self, ticket_id: str, now: float) -> Ticket | None:
        """The ticket, once: it is gone from the disk before it is handed over."""
        with self._shelf.locked(ticket_id):
            document, _ = self._shelf.read(ticket_id)
            if document is None:
                return None
            self._shelf.remove(ticket_id)
        ticket = read_ticket(document)
        return ticket if now < ticket.expires_at else None

    def drop(self, now: float) -> None:
        """Forget each that has expired; one that can't be read stays for who checks the disk."""
        for document in list(self._shelf.documents(on_damaged=pass_by)):
            with suppress(Damaged):
                ticket = read_ticket(document)
                if ticket.expires_at <= now and not self._end_invitation(ticket):
                    self._shelf.remove(ticket.id)

    def _end_invitation(self, ticket: Ticket) -> bool:
        """Take the invitation of that name out of its plan, and say whether there was one.

        Then the ticket stays until the next time: who opened the plan before and saves it now brings it back.
        """

        def is_it(holder: dict[str, Any]) -> bool:
            return (holder["kind"], holder["id"]) == ("invite", ticket.id)

        def without(plan: dict[str, Any]) -> dict[str, Any]:
            return {**plan, "holders": [one for one in plan["holders"] if not is_it(one)]}

        with self._plans.locked(ticket.plan_id):
            plan, restored = self._plans.read(ticket.plan_id)
            is_there = plan is not None and any(map(is_it, plan["holders"]))
            if is_there and restored:
                return True  # its owner has to be told of the damage first, which this would end
            for _ in range(2 if is_there else 0):  # for the previous file as well
                self._plans.update(ticket.plan_id, without)
        self._drop_locator(ticket.id)
        return is_there

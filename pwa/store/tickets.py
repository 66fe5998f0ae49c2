"""Permissions that work once, for some minutes; what nobody took goes once it is over."""

from contextlib import suppress

from pwa.store.base import Conflict, Damaged, Ticket
from pwa.store.belongings import pass_by
from pwa.store.records import read_ticket, ticket_as_document
from pwa.store.shelf import Shelf


class Tickets:
    """One file for each."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

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
                if ticket.expires_at <= now:
                    self._shelf.remove(ticket.id)

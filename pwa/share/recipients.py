"""A copy for someone who is not to be called: it is asked about, never guessed."""

from collections.abc import Iterable

from pwa.plan.clashes import avoided
from pwa.plan.model import Entry, Plan
from pwa.share.terms import Copy, Terms


def stand_under_avoid(plan: Plan, terms: Terms) -> list[Entry]:
    """The entries under ``avoid`` that are, by name or number, whom this copy is for."""
    contact = plan.entry("contacts", terms.contact) if terms.contact else None
    texts = [text.content for text in contact.texts] if contact else []
    names = [terms.label, *(content.get("name", "") for content in texts)]
    numbers = [phone["number"] for content in texts for phone in content.get("phones", [])]
    return avoided(plan, [name for name in names if name], numbers)


def for_someone_under_avoid(plan: Plan, copies: Iterable[Copy]) -> list[Copy]:
    """The copies that were given to someone who now stands under ``avoid``."""
    return [copy for copy in copies if stand_under_avoid(plan, copy.terms)]


def readers(copies: Iterable[Copy], section: str, day: str) -> list[str]:
    """For whom the copies are in which a section is read on that day: *Seen by: …*."""
    return [copy.terms.label for copy in copies if section in copy.terms.sections and not copy.has_ended(day)]

"""Who reads what of a copy, where the owner has to be asked about people who are not to be called."""

from collections.abc import Iterable
from dataclasses import replace

from pwa.plan.clashes import avoided, numbers_of
from pwa.plan.model import Entry, Plan
from pwa.plan.sections import AVOID
from pwa.share.helping import Facts, is_over
from pwa.share.terms import Copy, Terms


def stand_under_avoid(plan: Plan, terms: Terms) -> list[Entry]:
    """The entries under ``avoid`` that are, by name or number, whom this copy is for."""
    contact = plan.entry("contacts", terms.contact) if terms.contact else None
    names = [terms.label, *(text.content.get("name", "") for text in (contact.texts if contact else ()))]
    return avoided(plan, [name for name in names if name], knowing_numbers(plan, terms).numbers)


def in_question(plan: Plan, terms: Terms) -> list[Entry]:
    """Those of them about whom the owner has not said that the copy stays all the same."""
    return [entry for entry in stand_under_avoid(plan, terms) if entry.id not in terms.left]


def all_the_same(plan: Plan, terms: Terms) -> Terms:
    """The terms once the owner has said so."""
    return replace(terms, left=_with(terms.left, (entry.id for entry in in_question(plan, terms))))


def for_someone_under_avoid(plan: Plan, copies: Iterable[Copy]) -> list[Copy]:
    """The copies that were given to someone who now stands under ``avoid``, and has to be asked about."""
    return [copy for copy in copies if in_question(plan, copy.terms)]


def new_names(plan: Plan, terms: Terms) -> list[Entry]:
    """The entries under ``avoid`` that its readers would read next, had the owner been asked about them."""
    if AVOID.id not in terms.sections or in_question(plan, terms):
        return []
    known = {*terms.names, *terms.held_back}
    return [entry for entry in plan.shown(AVOID.id) if not entry.is_only_me and entry.id not in known]


def answered(terms: Terms, names: Iterable[str], *, may_read: bool) -> Terms:
    """The terms once the owner has said whether its reader may read these names."""
    if may_read:
        return replace(terms, names=_with(terms.names, names))
    return replace(terms, held_back=_with(terms.held_back, names))


def knowing_numbers(plan: Plan, terms: Terms) -> Terms:
    """The terms with the numbers that the contact has now beside those that were known before."""
    contact = plan.entry("contacts", terms.contact) if terms.contact else None
    texts = contact.texts if contact else ()
    numbers = (phone["number"] for text in texts for phone in text.content.get("phones", ()))
    return replace(terms, numbers=_with(terms.numbers, numbers))


def readers(copies: Iterable[Copy], section: str, day: str) -> list[str]:
    """For whom the copies are in which a section is read on that day: *Seen by: …*."""
    return [copy.terms.label for copy in copies if section in copy.terms.sections and not copy.has_ended(day)]


def helping(helps: Iterable[Facts], section: str, day: str) -> list[str]:
    """Those who help and may read a section on that day, whether they write there or not."""
    now = (facts for facts in helps if not is_over(facts, "helper", day))
    return [str(facts.get("name", "")) for facts in now if section in facts.get("sections", {})]


def helper_under_avoid(plan: Plan, facts: Facts) -> list[Entry]:
    """The entries under ``avoid`` that are someone who helps, and about whom the owner has not said that they go on."""
    name = str(facts.get("name", ""))
    found = avoided(plan, [name] if name else [], numbers_of(plan, name))
    return [entry for entry in found if entry.id not in facts.get("goes_on", ())]


def _with(before: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *more)))

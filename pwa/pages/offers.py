"""What the owner does with a suggestion: taken, it is their text; whose it was stays known among the earlier ones."""

from pwa.pages.open_plan import Raw
from pwa.pages.rows import offered_field
from pwa.plan.model import Plan
from pwa.plan.section import Section


def taken(plan: Plan, section: Section, entry_id: str, revision: str) -> list[Raw]:
    """The change that takes it; none when it is not there any more. What it says nothing about stays as it is."""
    entry = plan.entry(section.id, entry_id)
    offer = next((one for one in entry.suggestions if one.revision == revision), None) if entry else None
    if entry is None or offer is None:
        return []
    field = offered_field(section, offer)
    names = {one.name for one in section.fields}
    content = {name: value for name, value in entry.now.content.items() if name in names}
    content |= {field.name: offer.content.get(field.name)}
    where = {"section": section.id, "entry": entry_id, "based_on": entry.now.revision}
    return [{**where, "kind": "edit", "content": content, "settles": [revision]}]

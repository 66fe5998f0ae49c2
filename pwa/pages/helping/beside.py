"""What a helper writes where the person's words stand: what the team says to a point, how they see an event."""

from collections.abc import Sequence

from components.keeping.keeping import Answer, Typed
from components.kept_text.kept_text import KeptText
from components.words.words import Words
from pwa.pages.days import day_words
from pwa.pages.fields import field_editor, kept_words
from pwa.pages.helping.helpers_plan import HelpersPlan
from pwa.pages.helping.suggesting import saved
from pwa.pages.open_plan import OpenPlan, Raw
from pwa.plan.agreeing import MARK, MY_SIDE, THEIR_SIDE, says_something
from pwa.plan.content import parse_value
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.record_sections import AGREEMENT, PAST
from pwa.plan.section import N_
from pwa.plan.voices import voice_name
from pwa.share.beside import VIEWS

_VIEWS = next(field for field in PAST.fields if field.name == VIEWS)
_ASKED = {"view": N_("How you see it"), "source": N_("Where you know it from"), "sure": N_("How sure you are")}
SEEN = "seen_"  # and what is said of it: the name of a field on the page


def may_speak(plan: HelpersPlan, entry: Entry) -> bool:
    """Whether the team's side is empty, or this helper spoke last: what another said is theirs alone."""
    text = entry.now
    return not says_something(text) or text.extra.get("team_by") == plan.cookie.device_id


def speaker(plan: HelpersPlan, text: Version) -> str:
    """Who spoke for the team, and when; empty when nobody did."""
    t, by = plan.t, text.extra.get("team_by")
    if text.extra.get("team_mine"):
        return t("What stands there for the care team was written down by {name}.", name=plan.owner)
    if not by:
        return ""
    name = t("you") if by == plan.cookie.device_id else voice_name(plan.plan, by) or t("someone else")
    words = t("{name}, {day}", name=name, day=day_words(t, text.extra["team_day"]))
    return t("{label}: {words}", label=t("What the care team says"), words=words)


def both_sides(plan: HelpersPlan, text: Version) -> list[str]:
    """What each side says to a point, under a name: to who reads it here, "I" would be someone else."""
    t, fields = plan.t, {field.name: field for field in AGREEMENT.fields}
    said: list[tuple[str, str]] = []
    for label, names in ((plan.owner, MY_SIDE), (t("What the care team says"), THEIR_SIDE)):
        for name in names:
            if value := text.content.get(name):
                choices = fields[name].choices
                said.append((label, t(choices[value]) if choices and value in choices else str(value)))
    return [t("{label}: {words}", label=label, words=words) for label, words in said]


def has_changed(plan: HelpersPlan, text: Version) -> str:
    """That a point has other words than those that both agreed to; empty when it has not."""
    return plan.t("Changed since both agreed") if text.extra.get(MARK) else ""


def side_fields(plan: HelpersPlan, entry_id: str) -> None:
    """The fields of the team's side."""
    Words("p", plan.t("What you write here has your name. What the person says stays as it is."), "pp-hint")
    for field in AGREEMENT.fields:
        if field.name in THEIR_SIDE:
            field_editor(plan, AGREEMENT, field, entry_id)


def view_fields(plan: HelpersPlan, entry: Entry) -> None:
    """The fields of the helper's own view."""
    t, held = plan.t, _view(own_text(entry, plan.cookie.device_id))
    Words("p", t("Their view stays as it is, and yours stands beside it, under your name."), "pp-hint")
    for key, label in _ASKED.items():
        name = plan.name_of(PAST.id, entry.id, SEEN + key)
        plan.shown.add(name)

        async def save(typed: Typed, key: str = key) -> Answer:
            return await save_view(plan, entry.id, key, typed)

        KeptText(
            t(label),
            held.get(key, ""),
            name=name,
            on_save=save,
            words=kept_words(t),
            lines=3 if key == "view" else 1,
            language=plan.language,
        )


async def save_view(open_plan: OpenPlan, entry_id: str, key: str, typed: Typed) -> Answer:
    """Put what was typed into the helper's own view; one that says nothing any more is taken back."""
    return await saved(open_plan, lambda plan: _changes(open_plan, plan, entry_id, key, typed))


def own_text(entry: Entry, helper: str) -> Version | None:
    """What a helper wrote beside an event."""
    return next((text for text in entry.texts if text.by == helper), None)


def _changes(open_plan: OpenPlan, plan: Plan, entry_id: str, key: str, typed: Typed) -> Sequence[Raw]:
    helper, entry = open_plan.cookie.device_id, plan.entry(PAST.id, entry_id)
    if entry is None:
        return [{"section": PAST.id, "entry": entry_id, "kind": "leave", "settles": []}]  # is answered: it is gone
    own = own_text(entry, helper)
    said = {name: words for name, words in {**_view(own), key: typed.value}.items() if name in _ASKED and words}
    views = parse_value(_VIEWS, [{**said, "by": voice_name(plan, helper)}]) if said else None
    if views == (own.content.get(VIEWS) if own else None):
        return []
    content = {field.name: None for field in PAST.fields} | {"what": entry.now.content["what"], VIEWS: views}
    where = {"section": PAST.id, "entry": entry_id, "content": content}
    return [{**where, "kind": "edit", "based_on": own.revision} if own else {**where, "kind": "add"}]


def _view(text: Version | None) -> dict[str, str]:
    return dict(next(iter(text.content.get(VIEWS) or []), {})) if text else {}

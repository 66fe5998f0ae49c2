"""How a point reads in the list: where it stands, and what each side says to it, side by side."""

from dataclasses import dataclass

from components.entry_list.entry_list import Side
from pwa.i18n import Translator
from pwa.pages.days import day_words
from pwa.plan.agreeing import agreed_before, both_agree, said_for_team, written_for_team
from pwa.plan.model import Entry, Plan, Version
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.section import N_, Field, Section
from pwa.plan.voices import voice_name

_FIELDS = {field.name: field for field in AGREEMENT.fields}
_SIDES = ("me", "team")
TOLD = frozenset(name for side in _SIDES for name in (side, f"{side}_note"))

# The same words as in components/plan_view/plan_agreement.js.
_AGREED, _CHANGED = N_("Agreed by both"), N_("Changed since both agreed")
_NOT_AGREED, _NOT_YET = N_("Not agreed"), N_("Still to talk about")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a point stands.

    Args:
        words: in a few words.
        before: what both agreed to, in sentences, where the point has changed since.
    """

    words: str
    before: tuple[str, ...]
    sides: tuple[Side, ...]


def standing(t: Translator, plan: Plan, section: Section, entry: Entry, text: Version) -> Standing | None:
    """Where one text of a point stands; None for an entry of any other section."""
    if section is not AGREEMENT:
        return None
    before = agreed_before(section, entry, text)
    is_open = not both_agree(text.content)
    is_against = "not_agreed" in [text.content.get(side) for side in _SIDES]
    words = _NOT_AGREED if is_against else _NOT_YET if is_open else _CHANGED if before else _AGREED
    return Standing(
        words=t(words),
        before=tuple(what_was_agreed(t, before, text)) if before else (),
        sides=tuple(_side(t, plan, name, entry, text) for name in _SIDES),
    )


def what_was_agreed(t: Translator, before: Version, now: Version) -> list[str]:
    """The words that both agreed to, where they are others now."""
    said = []
    if before.content.get("point") != now.content.get("point"):
        said.append(t("Both agreed to: “{words}”", words=before.content.get("point", "")))
    if before.content.get("topic") != now.content.get("topic"):
        said.append(t("Both agreed to it as: {kind}", kind=_choice(t, _FIELDS["topic"], before) or t("not said")))
    return said


def _side(t: Translator, plan: Plan, name: str, entry: Entry, text: Version) -> Side:
    field = _FIELDS[name]
    said = said_for_team(entry, text) if name == "team" else None
    return Side(
        label=t(field.label),
        name=_speaker(t, plan, said) if said else str(plan.value(AGREEMENT.id, f"{name}_name") or ""),
        says=_choice(t, field, text),
        note=str(text.content.get(f"{name}_note") or ""),
        told=t("Written down by me.") if name == "team" and written_for_team(entry, text) else "",
        is_agreed=text.content.get(name) == "agreed",
    )


def _speaker(t: Translator, plan: Plan, said: Version) -> str:
    """Who helps and spoke for the team, and when."""
    name = voice_name(plan, said.by) or t("someone else")
    return t("{name}, {day}", name=name, day=day_words(t, said.day)) if said.day else name


def _choice(t: Translator, field: Field, text: Version) -> str:
    return t((field.choices or {}).get(text.content.get(field.name) or field.otherwise or "", ""))

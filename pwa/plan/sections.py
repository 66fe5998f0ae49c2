"""The one list of sections: what a plan holds, where each part stands, and what may leave the owner's hands.

Editor, pocket, copy, print and tests loop over ``SECTIONS``; the phone gets the same table as ``/sections.json``.
The outline follows Box 5 of the ImROC briefing *Risk, Safety and Recovery* (Boardman & Roberts 2014).
"""

from collections.abc import Mapping
from typing import Any

from pwa.plan.record_sections import AGREEMENT, CHOICES, DAYS, LOOKS, PAST
from pwa.plan.section import N_, Field, FieldType, Kind, Place, Section, Shared, Stage

__all__ = ["BY_ID", "N_", "SECTIONS", "SETTINGS", "Field", "FieldType", "Kind", "Place", "Section", "Shared", "Stage"]

_TEXT = Field(name="text", type=FieldType.TEXT, label=N_("In my own words"), required=True)
_WHO = Field(name="who", label=N_("Who can do it"))


def _by(label: str) -> Field:
    return Field(name="by", label=label)


def _list(
    id: str, stage: Stage, place: Place, shared: Shared, mine: str, theirs: str, asks: str, *more: Field
) -> Section:
    return Section(
        id=id, kind=Kind.LIST, stage=stage, place=place, shared=shared,
        mine=mine, theirs=theirs, asks=asks, fields=(_TEXT, *more),
    )  # fmt: skip


CONTACTS = Section(
    id="contacts", kind=Kind.PEOPLE, stage=Stage.CRISIS, place=Place.TOP, shared=Shared.YES,
    mine=N_("Who I can call"), theirs=N_("Who to call"),
    asks=N_("Who do I want called?"),
    fields=(
        Field(name="name", label=N_("Name"), required=True),
        Field(name="relation", label=N_("Who they are to me")),
        Field(name="phones", type=FieldType.PHONES, label=N_("Phone numbers")),
        Field(name="when", label=N_("When I can call")),
        Field(name="night", type=FieldType.YES, label=N_("Also at night")),
        Field(name="say", type=FieldType.LONG, label=N_("Words to send"), shared=False),
        Field(name="share_number", type=FieldType.YES, label=N_("This number may be in copies"), shared=False),
    ),
)  # fmt: skip

COPING = Section(
    id="coping", kind=Kind.STEPS, stage=Stage.ANY, place=Place.TOP, shared=Shared.YES,
    mine=N_("What helps me"), theirs=N_("What helps"),
    asks=N_("What has worked before? One small thing at a time, best first."),
    fields=(_TEXT,),
)  # fmt: skip

WARNING_SIGNS = _list(
    "warning_signs", Stage.EARLY, Place.OPEN, Shared.YES,
    N_("My early signs"), N_("Early signs to look out for"), N_("What do I, or others, notice first?"),
    Field(name="noticed_by", type=FieldType.CHOICE, label=N_("Who notices it"),
          choices={"me": N_("I notice it"), "others": N_("others notice it")}),
    Field(name="level", type=FieldType.CHOICE, label=N_("When it shows"),
          choices={"early": N_("early"), "later": N_("later")}),
)  # fmt: skip

RESPONSES = _list(
    "responses", Stage.ANY, Place.OPEN, Shared.YES,
    N_("How others can help"), N_("How you can help"),
    N_("What helps when someone is with me, and how to say or do it? What if nobody answers?"),
)  # fmt: skip

SAFE = _list(
    "safe", Stage.CRISIS, Place.OPEN, Shared.NO,
    N_("What makes me feel safe"), N_("What feels safe"), N_("Which places, people, things or words?"),
)  # fmt: skip

UNSAFE = _list(
    "unsafe", Stage.CRISIS, Place.OPEN, Shared.YES,
    N_("What makes things worse"), N_("What makes things worse"), N_("What should others not do or say?"),
)  # fmt: skip

AVOID = Section(
    id="avoid", kind=Kind.PEOPLE, stage=Stage.CRISIS, place=Place.FOLD, shared=Shared.OWN_YES,
    mine=N_("People I don't want called"), theirs=N_("Please do not contact"),
    asks=N_("Who should not be told or called?"),
    fields=(
        Field(name="name", label=N_("Name"), required=True),
        Field(name="number", type=FieldType.PHONE, label=N_("Number, only so that I can be warned"), shared=False),
        Field(name="why", type=FieldType.LONG, label=N_("Why (shown only here)"),
              pocket=False, shared=False),
    ),
)  # fmt: skip

CARE_FOR = _list(
    "care_for", Stage.CRISIS, Place.FOLD, Shared.NO,
    N_("Please look after"), N_("Please look after"), N_("Children, pets, home, work, bills: what, and who can do it?"),
    _WHO, Field(name="number", type=FieldType.PHONE, label=N_("Their number")),
)  # fmt: skip

STRENGTHS = _list(
    "strengths", Stage.ANY, Place.FOLD, Shared.NO,
    N_("What I'm good at, what has carried me"), N_("What I'm good at, what has carried me"),
    N_("Skills, people, habits, faith, things I have got through."),
)  # fmt: skip

REASONS = _list(
    "reasons", Stage.ANY, Place.FOLD, Shared.NO,
    N_("What matters to me"), N_("What matters to {name}"), N_("People, hopes, goals: why I keep going."),
    Field(name="steps", type=FieldType.TEXTS, label=N_("Small steps towards it"), ticks=True),
    Field(name="look_again", type=FieldType.DATE, label=N_("When we look again"), shared=False),
)  # fmt: skip

DISTRACTIONS = _list(
    "distractions", Stage.EARLY, Place.FOLD, Shared.NO,
    N_("People and places that take my mind off it"), N_("People and places that take my mind off it"),
    N_("Where do I find company without having to explain?"),
)  # fmt: skip

SURROUNDINGS = _list(
    "surroundings", Stage.CRISIS, Place.FOLD, Shared.NO,
    N_("Making things around me safer"), N_("Making things around me safer"),
    N_("What to put away or hand to someone, and who?"), _WHO,
)  # fmt: skip

WELLNESS = _list(
    "wellness", Stage.WELL, Place.FOLD, Shared.NO,
    N_("What keeps me well"), N_("What keeps me well"), N_("What do I do from day to day?"),
)  # fmt: skip

STRESSORS = _list(
    "stressors", Stage.EARLY, Place.FOLD, Shared.NO,
    N_("What upsets or stresses me"), N_("What upsets or stresses me"), N_("Which familiar situations?"),
)  # fmt: skip

STRESSOR_PLAN = _list(
    "stressor_plan", Stage.EARLY, Place.FOLD, Shared.NO,
    N_("What I do about it"), N_("What I do about it"), N_("What do I do when it happens?"),
    Field(name="for", type=FieldType.ENTRY, label=N_("What it answers"), section="stressors"),
)  # fmt: skip

TEAM_VIEW = _list(
    "team_view", Stage.ANY, Place.FOLD, Shared.NO,
    N_("What my care team thinks helps"), N_("What my care team thinks helps"),
    N_("What do they say? Each with a name."), _by(N_("As told by")),
)  # fmt: skip

MY_PART = _list(
    "my_part", Stage.ANY, Place.FOLD, Shared.NO,
    N_("What I'll do to stay safe"), N_("What I'll do to stay safe"), N_("What is my part?"),
)  # fmt: skip

TEAM_PART = _list(
    "team_part", Stage.ANY, Place.FOLD, Shared.NO,
    N_("What my care team will do"), N_("What my care team will do"), N_("What have they said they will do?"),
    _by(N_("Who does it")),
)  # fmt: skip

OTHERS_PART = _list(
    "others_part", Stage.ANY, Place.FOLD, Shared.NO,
    N_("What my people have agreed to do"), N_("What my people have agreed to do"),
    N_("What have they agreed to? And what if I call at three at night?"), _by(N_("Who does it")),
)  # fmt: skip

AFTER = _list(
    "after", Stage.AFTER, Place.FOLD, Shared.NO,
    N_("When it's over"), N_("When it's over"), N_("What helps me get back? What should change in this plan?"),
)  # fmt: skip

ABOUT = Section(
    id="about", kind=Kind.FIELDS, stage=Stage.ANY, place=Place.FOLD, shared=Shared.SOME_FIELDS,
    mine=N_("About me and this plan"), theirs=N_("About {name} and this plan"),
    asks=N_("What should people know about me?"),
    fields=(
        Field(name="name_i_like", label=N_("The name I like")),
        Field(name="pronouns", label=N_("My pronouns"), shared=False),
        Field(name="my_phone", type=FieldType.PHONE, label=N_("My own number"), shared=False),
        Field(name="address", type=FieldType.LONG, label=N_("My address"), shared=False),
        Field(name="languages", label=N_("Languages I speak")),
        Field(name="communication", type=FieldType.LONG,
              label=N_("How I communicate: interpreter, hearing, sight, reading")),
        Field(name="faith_and_culture", type=FieldType.LONG, label=N_("Faith and culture"), shared=False),
        Field(name="seen_by", label=N_("Who I would rather be seen by"), shared=False),
        Field(name="access", label=N_("What I need to get in and around"), shared=False),
        Field(name="staff_should_know", type=FieldType.LONG, label=N_("What staff should know"), shared=False),
        Field(name="other_plans", type=FieldType.LONG, label=N_("Other plans I have"), shared=False),
        Field(name="written_with", type=FieldType.TEXTS, label=N_("Written by me and with"), shared=False),
        Field(name="date", type=FieldType.DATE, label=N_("Date of this plan"), shared=False),
        Field(name="next_look", type=FieldType.DATE, label=N_("Next look at it"), shared=False),
    ),
)  # fmt: skip

SECTIONS: tuple[Section, ...] = (
    CONTACTS, COPING, WARNING_SIGNS, RESPONSES, SAFE, UNSAFE, AVOID, CARE_FOR, STRENGTHS, REASONS, DISTRACTIONS,
    SURROUNDINGS, WELLNESS, STRESSORS, STRESSOR_PLAN, TEAM_VIEW, MY_PART, TEAM_PART, OTHERS_PART, AGREEMENT, AFTER,
    CHOICES, PAST, ABOUT,
)  # fmt: skip

# Neither this nor ``LOOKS`` is among ``SECTIONS``: so nobody who gets a copy or helps ever sees them, nor does paper.
TALK = _list(
    "talk", Stage.NONE, Place.FOLD, Shared.NO,
    N_("To talk about next time"), N_("To talk about next time"), N_("What do I want to ask or say?"),
    Field(name="talked", type=FieldType.DATE, label=N_("Talked about on"), shared=False),
)  # fmt: skip

# Not a section that people read: what the plan needs to know about itself, kept and changed like ``about``.
SETTINGS = Section(
    id="settings", kind=Kind.FIELDS, stage=Stage.NONE, place=Place.OPEN, shared=Shared.NO,
    mine=N_("Settings"), theirs=N_("Settings"), asks="",
    fields=(
        Field(name="language", label=N_("Language of this plan")),
        Field(name="region", label=N_("Country")),
        # The ISO 3166-2 code of a region; it counts only while it is one of the country above.
        Field(name="area", label=N_("Part of the country")),
        Field(name="shared_phone", type=FieldType.CHOICE, label=N_("Does anyone else pick up this phone?"),
              choices={"no": N_("no"), "sometimes": N_("sometimes"), "yes": N_("yes")}),
        Field(name="counted", type=FieldType.YES, label=N_("My plan may be counted"), pocket=False),
        Field(name="both_right", type=FieldType.TEXTS, label=N_("People who are right in both lists")),
    ),
)  # fmt: skip

BY_ID: Mapping[str, Section] = {section.id: section for section in (*SECTIONS, DAYS, TALK, LOOKS, SETTINGS)}


def as_json() -> list[dict[str, Any]]:
    """The table as a phone gets it: only sections and fields with a place in the pocket, ``settings`` last.

    Of a look it gets all fields: they are written there, and not kept.
    """
    here = (*SECTIONS, DAYS, TALK, LOOKS, SETTINGS)
    return [_section_as_json(section) for section in here if section.place is not Place.DESK]


def as_json_for_owner() -> list[dict[str, Any]]:
    """The table as the owner's own file gets it: every section with all its fields."""
    return [
        {
            **_section_as_json(section),
            "fields": [_field_as_json(field) for field in section.fields],
            "answers": [_field_as_json(field) for field in section.answers],
        }
        for section in (*SECTIONS, DAYS, TALK, LOOKS)
    ]


def as_json_for_copies() -> list[dict[str, Any]]:
    """The table as a copy's reader gets it: every section, with the fields that a copy may hold."""
    return [
        {
            "id": section.id,
            "kind": section.kind.value,
            "stage": section.stage.value,
            "shared": section.shared.value,
            "theirs": section.theirs,
            "fields": [_field_as_json(field) for field in section.fields if field.shared],
            "answers": [_field_as_json(field) for field in section.answers if field.shared],
        }
        for section in SECTIONS
    ]


def _section_as_json(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "kind": section.kind.value,
        "stage": section.stage.value,
        "place": section.place.value,
        "mine": section.mine,
        "theirs": section.theirs,
        "asks": section.asks,
        "fields": [_field_as_json(field) for field in section.fields if field.pocket or section is LOOKS],
        "answers": [_field_as_json(field) for field in section.answers if field.pocket],
    }


def _field_as_json(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type.value,
        "label": field.label,
        "choices": dict(field.choices) if field.choices else None,
        "pocket": field.pocket,
        "section": field.section,
        "required": field.required,
        **({} if field.shared else {"shared": False}),
        **({"ticks": True} if field.ticks else {}),
    }

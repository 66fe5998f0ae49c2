"""The one list of sections: what a plan holds, where each part stands, and what may leave the owner's hands.

Editor, pocket, copy, print and tests loop over ``SECTIONS``; the phone gets the same table as ``/sections.json``.
The outline follows Box 5 of the ImROC briefing *Risk, Safety and Recovery* (Boardman & Roberts 2014).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


def N_(message: str) -> str:
    """Mark a message for translation where it is defined; it is translated where it is shown."""
    return message


class Kind(StrEnum):
    """How a section is filled in and read."""

    LIST = "list"
    STEPS = "steps"
    PEOPLE = "people"
    FIELDS = "fields"
    RECORD = "record"


class Stage(StrEnum):
    """When a section helps most."""

    WELL = "well"
    EARLY = "early"
    CRISIS = "crisis"
    AFTER = "after"
    ANY = "any"
    NONE = "none"


class Place(StrEnum):
    """Where the pocket shows a section; a ``DESK`` section is never sent to a phone's store."""

    TOP = "top"
    OPEN = "open"
    FOLD = "fold"
    DESK = "desk"


class Shared(StrEnum):
    """Whether a section is ticked when a copy is made; the owner always chooses."""

    YES = "yes"
    NO = "no"
    OWN_YES = "own_yes"
    SOME_FIELDS = "some_fields"
    ASKED_TWICE = "asked_twice"


class FieldType(StrEnum):
    """The shape of one value in an entry's content (JSON).

    ``text`` one line, ``long`` several lines, ``phone`` a number as typed, ``texts`` a list of lines,
    ``phones`` a list of ``{"number": str, "for": ["call", "text"]}``, ``choice`` one of ``choices``,
    ``yes`` true or false, ``date`` ``YYYY-MM-DD``, ``month`` ``YYYY`` or ``YYYY-MM`` or ``YYYY-MM-DD``,
    ``entry`` an entry's id, ``views`` a list of ``{"by", "view", "source", "sure"}`` (texts).
    """

    TEXT = "text"
    LONG = "long"
    PHONE = "phone"
    PHONES = "phones"
    TEXTS = "texts"
    CHOICE = "choice"
    YES = "yes"
    DATE = "date"
    MONTH = "month"
    ENTRY = "entry"
    VIEWS = "views"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One value of an entry, or one named text of a ``fields`` section.

    Args:
        name: the key in an entry's content; the entry's id in a ``fields`` section.
        label: what a person reads above it (a message id).
        choices: for ``choice``, and for ``texts`` that are picked: stored value -> label (a message id).
        required: an entry without it is refused.
        pocket: whether a phone's snapshot holds it.
        shared: whether a copy holds it when the section is in the copy.
        section: for ``entry``: the section that it points into.
    """

    name: str
    type: FieldType = FieldType.TEXT
    label: str
    choices: Mapping[str, str] | None = None
    required: bool = False
    pocket: bool = True
    shared: bool = True
    section: str | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the plan.

    Args:
        mine: the heading its owner reads (a message id).
        theirs: the heading a supporter reads.
        asks: what it asks, in one sentence.
        fields: what each entry holds, or for ``fields`` sections the named texts.
        answers: named fields beside the records of a ``record`` section, kept like those of a ``fields`` section.
    """

    id: str
    kind: Kind
    stage: Stage
    place: Place
    shared: Shared
    mine: str
    theirs: str
    asks: str
    fields: tuple[Field, ...]
    answers: tuple[Field, ...] = ()

    @property
    def named(self) -> tuple[Field, ...]:
        """The fields that are set by name: all of a ``fields`` section, the answers of a ``record`` section."""
        return self.fields if self.kind is Kind.FIELDS else self.answers


_TEXT = Field(name="text", type=FieldType.TEXT, label=N_("In my own words"), required=True)
_WHO = Field(name="who", label=N_("Who can do it"))
_AGREED = {"agreed": N_("agreed"), "not_agreed": N_("not agreed"), "not_yet": N_("not yet talked about")}
_YES_NO = {"yes": N_("yes"), "no": N_("no"), "rather_not_say": N_("rather not say")}


def _by(label: str) -> Field:
    return Field(name="by", label=label)


def _list(
    id: str, stage: Stage, place: Place, shared: Shared, mine: str, theirs: str, asks: str, *more: Field
) -> Section:
    return Section(
        id=id, kind=Kind.LIST, stage=stage, place=place, shared=shared,
        mine=mine, theirs=theirs, asks=asks, fields=(_TEXT, *more),
    )  # fmt: skip


def _answer(name: str, label: str) -> Field:
    return Field(name=name, type=FieldType.CHOICE, label=label, choices=_YES_NO, pocket=False, shared=False)


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
        Field(name="say", type=FieldType.LONG, label=N_("Words to send")),
        Field(name="share_number", type=FieldType.YES, label=N_("This number may be in copies")),
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
        Field(name="number", type=FieldType.PHONE, label=N_("Number, only so that I can be warned")),
        Field(name="why", type=FieldType.LONG, label=N_("Why (stays here, never on a phone or in a copy)"),
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

AGREEMENT = Section(
    id="agreement", kind=Kind.RECORD, stage=Stage.CRISIS, place=Place.FOLD, shared=Shared.NO,
    mine=N_("What we agreed for a crisis"), theirs=N_("What we agreed for a crisis"),
    asks=N_("What do we both want to happen, and what not?"),
    fields=(
        Field(name="point", type=FieldType.LONG, label=N_("What it is about"), required=True),
        Field(name="topic", type=FieldType.CHOICE, label=N_("Kind"), choices={
            "treatment_wanted": N_("treatment I prefer"), "treatment_not_wanted": N_("treatment I do not want, and why"),
            "where": N_("where I would rather be"), "medicines": N_("medicines and allergies"),
            "speaks_for_me": N_("who speaks for me"), "practical": N_("practical needs")}),
        Field(name="me", type=FieldType.CHOICE, label=N_("I say"), choices=_AGREED),
        Field(name="me_note", type=FieldType.LONG, label=N_("My note")),
        Field(name="team", type=FieldType.CHOICE, label=N_("My care team says"), choices=_AGREED),
        Field(name="team_note", type=FieldType.LONG, label=N_("Their note")),
    ),
    answers=(
        Field(name="me_name", label=N_("My name")),
        Field(name="me_date", type=FieldType.DATE, label=N_("The day I agreed")),
        Field(name="team_name", label=N_("Name for the care team")),
        Field(name="team_date", type=FieldType.DATE, label=N_("The day they agreed")),
    ),
)  # fmt: skip

AFTER = _list(
    "after", Stage.AFTER, Place.FOLD, Shared.NO,
    N_("When it's over"), N_("When it's over"), N_("What helps me get back? What should change in this plan?"),
)  # fmt: skip

CHOICES = Section(
    id="choices", kind=Kind.RECORD, stage=Stage.WELL, place=Place.DESK, shared=Shared.NO,
    mine=N_("Something I want to do"), theirs=N_("Something I want to do"),
    asks=N_("What do I want to dare, and what would make it safer?"),
    fields=(
        Field(name="want", type=FieldType.LONG, label=N_("What I want to do"), required=True, pocket=False),
        Field(name="good", type=FieldType.TEXTS, label=N_("What could go well"), pocket=False),
        Field(name="could_go_wrong", type=FieldType.TEXTS, label=N_("What could go wrong"), pocket=False),
        Field(name="safer", type=FieldType.TEXTS, label=N_("What would make it safer"), pocket=False),
        Field(name="who", label=N_("Who does what"), pocket=False),
        Field(name="look_again", type=FieldType.DATE, label=N_("When we look again"), pocket=False),
        Field(name="how_it_went", type=FieldType.LONG, label=N_("How it went"), pocket=False),
    ),
)  # fmt: skip

PAST = Section(
    id="past", kind=Kind.RECORD, stage=Stage.NONE, place=Place.DESK, shared=Shared.ASKED_TWICE,
    mine=N_("What happened before"), theirs=N_("What happened before"),
    asks=N_("What happened, and how do I see it?"),
    fields=tuple(
        Field(name=name, type=type_, label=label, required=name == "what", pocket=False, shared=False)
        for name, type_, label in (
            ("what", FieldType.LONG, N_("What happened")),
            ("when", FieldType.MONTH, N_("When")),
            ("where", FieldType.TEXT, N_("Where")),
            ("kinds", FieldType.TEXTS, N_("What it was about")),
            ("context", FieldType.LONG, N_("What was going on around it")),
            ("how", FieldType.LONG, N_("How it happened")),
            ("why", FieldType.LONG, N_("Why, as I see it")),
            ("with_whom", FieldType.TEXT, N_("Who else was there")),
            ("before", FieldType.LONG, N_("What led up to it")),
            ("outcome", FieldType.LONG, N_("What came of it")),
            ("my_view", FieldType.LONG, N_("How I see it")),
            ("other_views", FieldType.VIEWS, N_("How others see it")),
        )
    ),
    answers=(
        _answer("harmed_by_others", N_("Others hurt me or took advantage of me")),
        _answer("harm_to_others", N_("I hurt someone, or things were damaged")),
        _answer("self_harm", N_("I hurt myself")),
        _answer("self_neglect", N_("I could not look after myself")),
        _answer("substances", N_("Alcohol, drugs or other substances")),
        _answer("physical_health", N_("Illness of the body")),
        _answer("children_contact", N_("I am often with children under 18")),
        _answer("children_harm", N_("A child may be harmed")),
        _answer("moving", N_("Moving, or nowhere to live")),
        _answer("work", N_("Work, or losing it")),
        _answer("money", N_("Money")),
        _answer("relationships", N_("Relationships")),
        _answer("discrimination", N_("Being treated unfairly for who I am")),
        _answer("racism", N_("Racism")),
        _answer("sexual_abuse", N_("Sexual abuse")),
        _answer("exclusion", N_("Being left out")),
    ),
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

# Not a section that people read: what the plan needs to know about itself, kept and changed like ``about``.
SETTINGS = Section(
    id="settings", kind=Kind.FIELDS, stage=Stage.NONE, place=Place.OPEN, shared=Shared.NO,
    mine=N_("Settings"), theirs=N_("Settings"), asks="",
    fields=(
        Field(name="language", label=N_("Language of this plan")),
        Field(name="region", label=N_("Country")),
        Field(name="shared_phone", type=FieldType.CHOICE, label=N_("Does anyone else pick up this phone?"),
              choices={"no": N_("no"), "sometimes": N_("sometimes"), "yes": N_("yes")}),
    ),
)  # fmt: skip

BY_ID: Mapping[str, Section] = {section.id: section for section in (*SECTIONS, SETTINGS)}

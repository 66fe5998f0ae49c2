"""The rows of the table that hold dated records: agreed points, things to dare, what happened, how things are."""

from pwa.plan.section import N_, Field, FieldType, Kind, Place, Section, Shared, Stage

_AGREED = {"agreed": N_("agreed"), "not_agreed": N_("not agreed"), "not_yet": N_("not yet talked about")}
_STAGES = {
    "well": N_("Well"), "early": N_("Early signs"), "harder": N_("Getting harder"), "crisis": N_("Crisis"),
    "better": N_("Getting better"),
}  # fmt: skip
_YES_NO = {"yes": N_("yes"), "no": N_("no"), "rather_not_say": N_("rather not say")}


def _answer(name: str, label: str) -> Field:
    return Field(name=name, type=FieldType.CHOICE, label=label, choices=_YES_NO, pocket=False, shared=False)


AGREEMENT = Section(
    id="agreement", kind=Kind.RECORD, stage=Stage.CRISIS, place=Place.FOLD, shared=Shared.NO,
    mine=N_("What we agreed for a crisis"), theirs=N_("What we agreed for a crisis"),
    asks=N_("What do we both want to happen, and what not?"),
    fields=(
        Field(name="point", type=FieldType.LONG, label=N_("What it is about"), required=True),
        Field(name="topic", type=FieldType.CHOICE, label=N_("Kind"), choices={
            "treatment_wanted": N_("treatment I prefer"),
            "treatment_not_wanted": N_("treatment I do not want, and why"),
            "where": N_("where I would rather be"), "medicines": N_("medicines and allergies"),
            "speaks_for_me": N_("who speaks for me"), "practical": N_("practical needs")}),
        Field(name="me", type=FieldType.CHOICE, label=N_("I say"), choices=_AGREED, otherwise="not_yet"),
        Field(name="me_note", type=FieldType.LONG, label=N_("My note")),
        Field(name="team", type=FieldType.CHOICE, label=N_("My care team says"), choices=_AGREED, otherwise="not_yet"),
        Field(name="team_note", type=FieldType.LONG, label=N_("Their note")),
    ),
    answers=(
        Field(name="me_name", label=N_("My name")),
        Field(name="me_date", type=FieldType.DATE, label=N_("The day I agreed")),
        Field(name="team_name", label=N_("Name for the care team")),
        Field(name="team_date", type=FieldType.DATE, label=N_("The day they agreed")),
    ),
)  # fmt: skip

CHOICES = Section(
    id="choices", kind=Kind.RECORD, stage=Stage.WELL, place=Place.DESK, shared=Shared.NO,
    mine=N_("Something I want to do"), theirs=N_("Something I want to do"),
    asks=N_("What do I want to dare, and what would make it safer?"),
    fields=(
        Field(name="want", type=FieldType.LONG, label=N_("What I want to do"), required=True, pocket=False),
        Field(name="good", type=FieldType.TEXTS, label=N_("What could go well"), pocket=False),
        Field(name="matters", type=FieldType.ENTRY, section="reasons", label=N_("What matters to me in it"),
              pocket=False),
        Field(name="could_go_wrong", type=FieldType.TEXTS, label=N_("What could go wrong"), pocket=False),
        Field(name="safer", type=FieldType.TEXTS, label=N_("What would make it safer"), pocket=False),
        Field(name="strength", type=FieldType.ENTRY, section="strengths", label=N_("What I'm good at that helps here"),
              pocket=False),
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
        Field(name=name, type=type_, label=label, required=name == "what", pocket=False)
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
        # Everyday things and hard ones by turns: none is set apart, and the list begins and ends lightly.
        _answer("moving", N_("Moving, or nowhere to live")),
        _answer("physical_health", N_("Illness of the body")),
        _answer("work", N_("Work, or losing it")),
        _answer("self_neglect", N_("I could not look after myself")),
        _answer("relationships", N_("Relationships")),
        _answer("harmed_by_others", N_("Others hurt me or took advantage of me")),
        _answer("money", N_("Money")),
        _answer("substances", N_("Alcohol, drugs or other substances")),
        _answer("racism", N_("Racism")),
        _answer("self_harm", N_("I hurt myself")),
        _answer("discrimination", N_("Being treated unfairly for who I am")),
        _answer("harm_to_others", N_("I hurt someone, or things were damaged")),
        _answer("sexual_abuse", N_("Sexual abuse")),
        _answer("children_contact", N_("I am often with children under 18")),
        _answer("children_harm", N_("A child may be harmed")),
        _answer("exclusion", N_("Being left out")),
    ),
)  # fmt: skip

# Not a part of the plan that people read or share: what its owner says of a day, kept and changed like one.
DAYS = Section(
    id="days", kind=Kind.RECORD, stage=Stage.ANY, place=Place.OWN, shared=Shared.NO,
    mine=N_("How are things?"), theirs=N_("How are things?"),
    asks=N_("Once a day at most, and only if you like."),
    fields=(
        # A day, or the month that days of long ago were folded into: then the last three fields hold them.
        Field(name="day", type=FieldType.MONTH, label=N_("Day"), required=True, shared=False),
        Field(name="stage", type=FieldType.CHOICE, label=N_("How things are"), shared=False, choices=_STAGES),
        Field(name="signs", type=FieldType.TEXTS, label=N_("What I notice"), shared=False),
        Field(name="note", type=FieldType.LONG, label=N_("My note"), shared=False),
        Field(name="stages", type=FieldType.TEXTS, label=N_("Days of this month"), choices=_STAGES,
              pocket=False, shared=False),
        Field(name="seen", type=FieldType.TEXTS, label=N_("What I noticed, by day"), pocket=False, shared=False),
        Field(name="notes", type=FieldType.TEXTS, label=N_("Notes, by day"), pocket=False, shared=False),
    ),
    answers=(
        Field(name="looked_back", type=FieldType.DATE, label=N_("The hard day I looked back at"), shared=False),
    ),
)  # fmt: skip

# A phone keeps of a look its day alone: what else is written there on one is sent, and then stays at the desk.
LOOKS = Section(
    id="looks", kind=Kind.RECORD, stage=Stage.NONE, place=Place.OWN, shared=Shared.NO,
    mine=N_("Look through my plan"), theirs=N_("Look through my plan"),
    asks=N_("Is it still true?"),
    fields=(
        Field(name="day", type=FieldType.DATE, label=N_("The day of this look"), required=True),
        Field(name="with", type=FieldType.TEXTS, label=N_("Who was there"), pocket=False),
        Field(name="note", type=FieldType.LONG, label=N_("What I want to remember of it"), pocket=False),
        # Asked once a year.
        Field(name="safer", type=FieldType.LONG, label=N_("Has this plan kept me safer?"), pocket=False),
        Field(name="better", type=FieldType.LONG, label=N_("What would make it better?"), pocket=False),
    ),
)  # fmt: skip

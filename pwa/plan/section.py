"""The shape of a section: what one row of the table in ``sections.py`` can say."""

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
    """Where the pocket shows a section; a ``DESK`` section is never sent to a phone's store.

    An ``OWN`` section has a page of its own there and stands nowhere else.
    """

    TOP = "top"
    OPEN = "open"
    FOLD = "fold"
    DESK = "desk"
    OWN = "own"


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
        otherwise: for ``choice``: the one of ``choices`` that says the same as nothing chosen.
        required: an entry without it is refused.
        pocket: whether a phone's snapshot holds it.
        shared: whether a copy holds it when the section is in the copy.
        section: for ``entry``: the section that it points into.
        ticks: for ``texts``: small steps, of which those that are done begin with a tick (``plan_marks.js``).
    """

    name: str
    type: FieldType = FieldType.TEXT
    label: str
    choices: Mapping[str, str] | None = None
    otherwise: str | None = None
    required: bool = False
    pocket: bool = True
    shared: bool = True
    section: str | None = None
    ticks: bool = False


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

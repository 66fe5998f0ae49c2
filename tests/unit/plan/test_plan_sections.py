import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.plan.content import parse_value
from pwa.plan.record_sections import DAYS, LOOKS
from pwa.plan.sections import BY_ID, SECTIONS, SETTINGS, TALK, Field, FieldType, Kind, Place, as_json

# The table of the framework: kind, place, whether it is ticked for a copy at the start.
TABLE = """
contacts people top yes | coping steps top yes | warning_signs list open yes | responses list open yes
safe list open no | unsafe list open yes | avoid people fold own_yes | care_for list fold no
strengths list fold no | reasons list fold no | distractions list fold no | surroundings list fold no
wellness list fold no | stressors list fold no | stressor_plan list fold no | team_view list fold no
my_part list fold no | team_part list fold no | others_part list fold no | agreement record fold no
after list fold no | choices record desk no | past record desk asked_twice | about fields fold some_fields
"""
NEVER_READ = re.compile(
    r"\b(risk|patient|compliance|commit|user|victim|pocket|desk|outbox|snapshot|sync)", re.IGNORECASE
)


def test_sections_are_those_of_the_framework_in_its_order() -> None:
    wanted = [row.split() for row in re.split(r"[|\n]", TABLE) if row.strip()]
    assert [[one.id, one.kind, one.place, one.shared] for one in SECTIONS] == wanted


def test_the_phone_gets_only_what_has_a_place_there() -> None:
    table = as_json()
    here = [section.id for section in SECTIONS if section.place is not Place.DESK]
    assert [section["id"] for section in table] == [*here, DAYS.id, TALK.id, LOOKS.id, SETTINGS.id]
    avoid = next(section for section in table if section["id"] == "avoid")
    assert [field["name"] for field in avoid["fields"]] == ["name", "number"]
    assert json.loads(json.dumps(table)) == table


def test_field_names_are_unique_and_labels_are_words_people_use() -> None:
    for section in BY_ID.values():
        fields = (*section.fields, *section.answers)
        assert len({field.name for field in fields}) == len(fields)
        choices = [label for field in fields for label in (field.choices or {}).values()]
        for words in (section.mine, section.theirs, section.asks, *(field.label for field in fields), *choices):
            assert not NEVER_READ.search(words), words


def test_every_entry_has_one_text_that_it_can_not_be_without() -> None:
    for section in SECTIONS:
        required = [field.name for field in section.fields if field.required]
        assert len(required) == (0 if section.kind is Kind.FIELDS else 1)


def test_an_entry_field_points_into_a_section() -> None:
    pointing = [field for section in SECTIONS for field in section.fields if field.type is FieldType.ENTRY]
    assert [field.section for field in pointing] == ["stressors", "reasons", "strengths"]


@pytest.mark.parametrize("kind", FieldType)
@given(st.data())
def test_what_was_read_once_is_read_the_same_again(kind: FieldType, data: st.DataObject) -> None:
    field = Field(name="any", type=kind, label="Any", choices={"yes": "yes"})
    text = st.text(st.characters(), max_size=9)
    phones = st.lists(st.fixed_dictionaries({"number": text}, optional={"for": st.just(["text", "call"])}))
    views = st.lists(st.fixed_dictionaries({}, optional={"by": text, "view": text}))
    day = st.dates().map(str)
    values = {
        FieldType.PHONES: phones, FieldType.VIEWS: views, FieldType.TEXTS: st.lists(text), FieldType.DATE: day,
        FieldType.MONTH: day | st.just("2024-03") | st.just("2024"), FieldType.CHOICE: st.just("yes"),
        FieldType.YES: st.booleans(), FieldType.ENTRY: st.just("1" * 32),
    }  # fmt: skip
    once = parse_value(field, data.draw(values.get(kind, text)))
    assert parse_value(field, once) == once

"""What a country's own law says of an agreement: only with a source, and only where it holds."""

import json
from datetime import date

import pytest

from pwa import i18n
from pwa.lines.agreements import OURS, law_for_plan
from pwa.lines.schema import first_day
from tests.unit.plan.making import plan_of, raw

ROWS = json.loads(OURS.read_text("utf-8"))["agreements"]


def said(country: str | None, area: str | None = None, otherwise: str | None = None, tag: str = "en"):
    answers = [("region", country), ("area", area)]
    changes = [
        raw("set_field", "settings", name, seq=seq, value=value, based_on=None)
        for seq, (name, value) in enumerate(answers, 1)
        if value
    ]
    return law_for_plan(plan_of(*changes), otherwise, i18n.translator(tag))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row["region"]) or row["country"])
def test_each_text_has_a_source_an_address_and_the_day_it_was_read(row) -> None:
    assert row["source"]
    assert row["read_at"].startswith("http")
    assert date.fromisoformat(row["read"])
    assert row["source_date"] is None or first_day(row["source_date"]) <= date.fromisoformat(row["read"])
    assert all(region.startswith(f"{row['country']}-") for region in row["region"])


def test_a_country_without_a_row_has_the_general_sentence_alone() -> None:
    assert said("PL") == []
    assert said(None) == []


@pytest.mark.parametrize(
    ("area", "begins"),
    [
        ("GB-SCT", ["In Scotland"]),
        ("GB-WLS", ["In England and Wales"]),
        ("GB-NIR", []),
        (None, ["In England and Wales", "In Scotland"]),
        ("US-CA", ["In England and Wales", "In Scotland"]),
    ],
)
def test_a_part_of_the_country_gets_its_own(area: str | None, begins: list[str]) -> None:
    found = [law["text"] for law in said("GB", area)]
    assert len(found) == len(begins)
    assert all(text.startswith(start) for text, start in zip(found, begins, strict=True))


def test_the_operators_country_counts_until_the_plan_names_one() -> None:
    assert said(None, otherwise="GB") == said("GB")
    assert said("PL", otherwise="GB") == []


def test_the_source_is_said_in_the_readers_language_and_the_text_keeps_its_own() -> None:
    (law,) = said("GB", "GB-SCT", tag="pl")
    assert law["language"] == "en"
    assert law["from"].startswith("Źródło: Scottish Executive")
    assert "październik 2004" in law["from"]

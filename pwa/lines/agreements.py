"""What a country's own law says of an agreement between a person and a care team; each text names its source."""

import json
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from pwa.i18n import Translator
from pwa.lines.schema import Country, Day, LanguageTag, Region, Strict, Words
from pwa.lines.words import written
from pwa.plan.model import Plan

OURS = Path(__file__).with_name("agreements.json")


class AgreementLaw(Strict):
    """One text of one country.

    Args:
        region: the ISO 3166-2 regions it holds in; empty when it holds in the whole country.
        language: in which it is written.
        source: the law or the guide that it was read from, as people may look for it.
        read_at: the address of the page.
    """

    country: Country
    region: tuple[Region, ...] = ()
    language: LanguageTag
    text: Annotated[str, Field(min_length=1, max_length=600)]
    source: Words
    read_at: Annotated[str, Field(pattern=r"^https?://\S+$")]
    source_date: Day | None
    read: Day


def law_for_plan(plan: Plan, otherwise: str | None, t: Translator) -> list[dict[str, str]]:
    """What holds where a plan's owner is; of a country whose part is not known, each of its texts.

    Returns:
        ``language``, ``text``, and ``from``: where it comes from, in the reader's language.
    """
    country = plan.value("settings", "region") or otherwise
    area = plan.value("settings", "area")
    area = area if isinstance(area, str) and area.startswith(f"{country}-") else None
    held = [law for law in _read() if law.country == country and (not law.region or area in (None, *law.region))]
    return [{"language": law.language, "text": law.text, "from": _from(law, t)} for law in held]


def _from(law: AgreementLaw, t: Translator) -> str:
    if law.source_date is None:
        return t("Source: {source}.", source=law.source)
    return t("Source: {source}, {date}.", source=law.source, date=written(law.source_date, t))


@cache
def _read() -> tuple[AgreementLaw, ...]:
    rows = json.loads(OURS.read_text("utf-8"))["agreements"]
    return tuple(AgreementLaw.model_validate_json(json.dumps(row)) for row in rows)

"""Choose a country's crisis lines and emergency numbers, and say about each where it comes from."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale

from pwa.i18n import Translator, translator
from pwa.lines.places import country_name, is_country
from pwa.lines.schema import Emergency, Line, LinesFile, read_lines
from pwa.lines.words import check_note, is_old, said, source_note

OURS = Path(__file__).with_name("lines.json")
FINDAHELPLINE = "https://findahelpline.com"

_ALL_AGES = (None, "all ages")
_ANYWHERE = Emergency(country="ZZ", ambulance="112", source="EU 112", source_date=None, needs_check=True)


class Book:
    """All lines and emergency numbers.

    Args:
        files: later ones replace lines of the same id, and emergency numbers of the same country, in earlier ones.
    """

    def __init__(self, files: Iterable[LinesFile]) -> None:
        self.lines: dict[str, Line] = {}
        self.emergency: dict[str, Emergency] = {}
        for file in files:
            self.lines |= {line.id: line for line in file.lines}
            self.emergency |= {row.country: row for row in file.emergency}

    @classmethod
    def read(cls, operator: Path | None = None) -> "Book":
        """Our lines, and over them those of an operator's own file.

        Raises:
            LinesError: a file cannot be used.
        """
        return cls(read_lines(path) for path in (OURS, operator) if path is not None)

    def for_country(self, country: str | None, region: str | None, today: date, language: str) -> dict[str, Any]:
        """What a phone shows of a country, ready to be read in a language; ``None`` when the country is not known.

        Returns:
            ``/lines/<country>.json``; ``first`` holds the call line and the text line of the first screen, each a line
            with ``number`` and ``keyword`` beside it, or None.
        """
        t = translator(language)
        country = country if is_country(country) else None
        lines = [line for line in self.lines.values() if line.country == country and _serves(line, region)]
        lines.sort(key=lambda line: not line.verified)
        return {
            "country": country,
            "name": country_name(country, t.tag) if country else None,
            "emergency": _emergency(self.emergency.get(country or ""), today, t),
            "lines": [_line(line, today, t) for line in lines],
            "first": {
                "call": _first(lines, "voice", region, today, t),
                "text": _first(lines, "text", region, today, t),
            },
            "findahelpline": FINDAHELPLINE,
        }


def _serves(line: Line, region: str | None) -> bool:
    return region is None or not line.region or region in line.region


def _first(lines: list[Line], way: str, region: str | None, today: date, t: Translator) -> dict[str, Any] | None:
    for line in lines:
        is_for_all = line.audience in _ALL_AGES and (not line.region or region is not None)
        channel = next((channel for channel in line.channels if getattr(channel, way)), None)
        if line.verified and is_for_all and channel:
            return {**_line(line, today, t), "number": getattr(channel, way), "keyword": channel.keyword}
    return None


def _line(line: Line, today: date, t: Translator) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "voice": [channel.voice for channel in line.channels if channel.voice],
        "text": [{"number": channel.text, "keyword": channel.keyword} for channel in line.channels if channel.text],
        "chat": [channel.chat for channel in line.channels if channel.chat],
        "hours": said(line.hours or line.note, t),
        "cost": said(line.cost, t),
        "audience": said(line.audience, t),
        "where": [said(region, t) for region in line.region],
        "languages": [Locale.parse(tag, sep="-").get_display_name(t.language.locale) for tag in line.languages],
        "verified": line.verified,
        **_source(line, not line.verified or is_old(line.source_date, today), t),
    }


def _emergency(row: Emergency | None, today: date, t: Translator) -> dict[str, Any]:
    is_known = row is not None
    row = row or _ANYWHERE
    return {
        "number": row.ambulance,
        "also": list(row.also),
        "label": t("Emergency") if is_known else t("Emergency, in most countries"),
        **_source(row, row.needs_check or is_old(row.source_date, today), t),
    }


def _source(source: Line | Emergency, please_check: bool, t: Translator) -> dict[str, Any]:
    return {
        "source": source.source,
        "source_date": source.source_date,
        "source_note": source_note(source, t),
        "please_check": please_check,
        "check_note": check_note(t) if please_check else None,
    }

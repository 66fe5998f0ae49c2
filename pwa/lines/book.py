"""Choose a country's crisis lines and emergency numbers, and say about each where it comes from."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale

from pwa.i18n import Translator, translator
from pwa.lines.places import country_name, is_country, sorted_as
from pwa.lines.schema import Channel, Emergency, Line, LinesError, LinesFile, read_lines
from pwa.lines.services import numbering
from pwa.lines.words import check_note, is_old, said, source_note

OURS = Path(__file__).with_name("lines.json")
FINDAHELPLINE = "https://findahelpline.com"

_ALL_AGES = (None, "all ages")
_ANYWHERE = Emergency.model_construct(  # of no country
    country="ZZ", ambulance="112", also=(), source="EU 112", source_date=None, needs_check=True
)


class Book:
    """All lines, emergency numbers and names of regions.

    Args:
        files: later ones replace lines of the same id, emergency numbers of the same country, and names of the same
            region, in earlier ones.
    """

    def __init__(self, files: Iterable[LinesFile]) -> None:
        self.lines: dict[str, Line] = {}
        self.emergency: dict[str, Emergency] = {}
        self.regions: dict[str, str] = {}
        for file in files:
            self.lines |= {line.id: line for line in file.lines}
            self.emergency |= {row.country: row for row in file.emergency}
            self.regions |= file.regions

    @classmethod
    def read(cls, operator: Path | None = None) -> "Book":
        """Our lines, and over them those of an operator's own file.

        Raises:
            LinesError: a file cannot be used.
        """
        book = cls(read_lines(path) for path in (OURS, operator) if path is not None)
        for line in book.lines.values():
            for region in line.region:
                if region not in book.regions:
                    told = f"lines, {line.id}, region: {region} has no name. Give it one under regions."
                    raise LinesError(f"The file of crisis lines {operator} cannot be used. {told}")
        return book

    def for_country(self, country: str | None, region: str | None, today: date, language: str) -> dict[str, Any]:
        """What a phone shows of a country, ready to be read in a language; ``None`` when the country is not known.

        Lines in the reader's language come first, but never before a verified one where they are not verified, and
        none is left out for its language. A region that is none of this country's is taken for the whole country.

        Returns:
            ``/lines/<country>.json``; ``first`` holds the lines of the first screen by ``call``, ``text`` and ``chat``,
            each with ``number`` (of a chat: ``site``) and ``keyword`` beside it, or None; ``regions`` are those to
            choose from, none where all lines serve the whole country; ``numbering`` tells services from people.
        """
        t = translator(language)
        country = country if is_country(country) else None
        regions = self._regions(country, t)
        region = region if region in regions else None
        lines = [line for line in self.lines.values() if line.country == country and _serves(line, region)]
        lines.sort(key=lambda line: (not line.verified, not _speaks(line, t)))
        ways = {"call": "voice", "text": "text", "chat": "chat"}
        return {
            "country": country,
            "name": country_name(country, t.tag) if country else None,
            "region": region,
            "region_name": regions[region] if region else None,
            "regions": [{"code": code, "name": name} for code, name in regions.items()],
            "emergency": _emergency(self.emergency.get(country or ""), today, t),
            "lines": [self._line(line, today, t) for line in lines],
            "first": {name: self._first(lines, way, region, today, t) for name, way in ways.items()},
            "findahelpline": FINDAHELPLINE,
            "numbering": numbering(country) if country else None,
        }

    def _regions(self, country: str | None, t: Translator) -> dict[str, str]:
        """The regions of a country by name; none where its lines serve all of it."""
        if not any(line.region for line in self.lines.values() if line.country == country):
            return {}
        named = {code: t(name) for code, name in self.regions.items() if code.startswith(f"{country}-")}
        return dict(sorted(named.items(), key=lambda one: sorted_as(one[1])))

    def _first(
        self, lines: list[Line], way: str, region: str | None, today: date, t: Translator
    ) -> dict[str, Any] | None:
        for line in lines:
            is_for_all = line.audience in _ALL_AGES and (not line.region or region is not None)
            channel = next((channel for channel in line.channels if getattr(channel, way)), None)
            if line.verified and is_for_all and channel:
                return {**self._line(line, today, t), **_reached(channel)}
        return None

    def _line(self, line: Line, today: date, t: Translator) -> dict[str, Any]:
        return {
            "id": line.id,
            "name": line.name,
            "voice": [channel.voice for channel in line.channels if channel.voice],
            "text": [{"number": channel.text, "keyword": channel.keyword} for channel in line.channels if channel.text],
            "chat": [channel.chat for channel in line.channels if channel.chat],
            "hours": said(line.hours or line.note, t),
            "cost": said(line.cost, t),
            "audience": said(line.audience, t),
            "where": [t(self.regions[region]) for region in line.region],
            "languages": [Locale.parse(tag, sep="-").get_display_name(t.language.locale) for tag in line.languages],
            "verified": line.verified,
            **_source(line, not line.verified or is_old(line.source_date, today), t),
        }


def _serves(line: Line, region: str | None) -> bool:
    return region is None or not line.region or region in line.region


def _speaks(line: Line, t: Translator) -> bool:
    """Whether a line is known to speak the reader's language, in whatever country's form."""
    return any(Locale.parse(tag, sep="-").language == t.language.locale.language for tag in line.languages)


def _reached(channel: Channel) -> dict[str, Any]:
    if channel.chat:
        return {"site": channel.chat}
    return {"number": channel.voice or channel.text, "keyword": channel.keyword}


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

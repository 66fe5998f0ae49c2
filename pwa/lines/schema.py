"""The shape of a file of crisis lines and emergency numbers, checked when it is read."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Self

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from pwa.errors import PocketPlanError
from pwa.lines.places import is_country


class LinesError(PocketPlanError):
    """A file of lines cannot be used; the text names the file, the line and what is wrong."""

    reason = "lines"


def _dialable(number: str) -> str:
    if not re.fullmatch(r"\+?[0-9]+([ -][0-9]+)*", number):
        raise ValueError("must be digits, with spaces or hyphens between them")
    return number


def _day(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        raise ValueError("must be YYYY, YYYY-MM or YYYY-MM-DD")
    if first_day(text) > datetime.now(UTC).date():
        raise ValueError("must not lie in the future")
    return text


def _some(ways: tuple[Any, ...]) -> tuple[Any, ...]:
    if not ways:  # said by hand: the limit of a field counts the wrong ones as missing
        raise ValueError("must not be empty")
    return ways


def _country(code: str) -> str:
    if not is_country(code):
        raise ValueError("must be the ISO 3166-1 code of a country, such as GB (not UK)")
    return code


def first_day(text: str) -> date:
    """The earliest day that a year, a month or a day may mean."""
    return date.fromisoformat(f"{text}-01-01"[:10])


def _language(tag: str) -> str:
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        raise ValueError("must be a language tag such as en or pt-BR") from None
    return tag


Number = Annotated[str, AfterValidator(_dialable)]
Day = Annotated[str, AfterValidator(_day)]
Country = Annotated[str, AfterValidator(_country)]
Region = Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
LanguageTag = Annotated[str, AfterValidator(_language)]
Words = Annotated[str, Field(min_length=1, max_length=200)]


class Strict(BaseModel):
    """A row in which nothing stands that is not known."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Channel(Strict):
    """One way to reach a line: a voice number, a text number with a word to send if it needs one, or a chat's host."""

    voice: Number | None = None
    text: Number | None = None
    keyword: Words | None = None
    chat: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9/_-]*)?$")] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(way is not None for way in (self.voice, self.text, self.chat)) != 1:
            raise ValueError("must be one of voice, text and chat")
        if self.keyword is not None and self.text is None:
            raise ValueError("a keyword goes with a text number")
        return self


class Line(Strict):
    """One crisis line of one country.

    Args:
        region: the ISO 3166-2 regions it serves; empty when it serves the whole country.
        languages: those it is known to speak; empty when its source names none.
        source_date: the date its source carries, as exact as the source is; None when it carries none.
        verified: number and hours stood in the source.
    """

    id: Words
    country: Country
    region: tuple[Region, ...] = ()
    name: Words
    channels: Annotated[tuple[Channel, ...], AfterValidator(_some)]
    hours: Words | None = None
    cost: Words | None = None
    audience: Words | None = None
    languages: tuple[LanguageTag, ...] = ()
    source: Words
    source_date: Day | None
    read: Day
    checked_by_call: Day | None
    verified: bool
    note: Words | None = None

    @model_validator(mode="after")
    def _regions_of_its_country(self) -> Self:
        elsewhere = [code for code in self.region if not code.startswith(f"{self.country}-")]
        if elsewhere:
            raise ValueError(f"{elsewhere[0]} is no region of {self.country}")
        return self


class Emergency(Strict):
    """A country's emergency numbers: the ambulance first."""

    country: Country
    ambulance: Number
    also: tuple[Number, ...] = ()
    source: Words
    source_date: Day | None
    needs_check: bool


class LinesFile(Strict):
    """A whole file.

    Args:
        regions: ISO 3166-2 codes and their names, for all that people are to choose from in a country.
    """

    about: str = ""
    regions_about: str = ""
    regions: dict[Region, Words] = {}
    lines: tuple[Line, ...]
    emergency_about: str = ""
    emergency: tuple[Emergency, ...] = ()

    @model_validator(mode="after")
    def _no_two_alike(self) -> Self:
        for key, names in (
            ("line", [line.id for line in self.lines]),
            ("emergency row", [row.country for row in self.emergency]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"more than one {key} is called {', '.join(twice)}")
        return self


def read_lines(path: Path) -> LinesFile:
    """Read and check a file.

    Raises:
        LinesError: the file is missing, is not JSON, or a line in it is wrong.
    """
    try:
        text = path.read_text("utf-8")
        return LinesFile.model_validate_json(text)
    except (OSError, UnicodeDecodeError) as error:
        raise LinesError(f"The file of crisis lines {path} cannot be read: {type(error).__name__}.") from error
    except ValidationError as error:
        raise LinesError(f"The file of crisis lines {path} cannot be used. {_told(error, text)}") from error


def _told(error: ValidationError, text: str) -> str:
    return " ".join(f"{_where(one['loc'], text)}: {one['msg']}." for one in error.errors(include_url=False))


def _where(loc: tuple[int | str, ...], text: str) -> str:
    if len(loc) < 2:
        return ".".join(map(str, loc)) or "The file"
    list_name, position, *inside = loc
    if isinstance(position, str):
        return f"{list_name}, {position}"
    row: Any = json.loads(text)[str(list_name)][position]
    key = "id" if list_name == "lines" else "country"
    name = row.get(key) if isinstance(row, dict) else None
    name = name if isinstance(name, str) and name else f"number {position + 1}"
    return f"{list_name}, {name}, {'.'.join(map(str, inside))}".rstrip(", ")

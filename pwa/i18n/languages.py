"""Languages by their tags: which exist, how each is called, which way it runs, and which one a browser asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from babel import Locale

SOURCE = "en"  # the language of the message ids

# The source language is British English: dates are written the way its words are.
_WRITTEN_AS = {"en": "en-GB"}

# A page has one kind of digits, that in which the numbers to dial are written; Babel writes these by itself.
_DIGITS = "-u-nu-latn"

# Private-use regions, as in CLDR: English with accents and brackets, and the same from right to left.
PSEUDO = {"en-XA": ("en", "[Éñgļîšĥ]"), "ar-XB": ("ar", "[Éñgļîšĥ ←]")}


@dataclass(frozen=True)
class Language:
    """One language of the product, named by its BCP 47 tag.

    Args:
        is_reviewed: whether a native speaker has read its catalogue, as its header says; the source needs none.
    """

    tag: str
    is_reviewed: bool = True

    @property
    def is_pseudo(self) -> bool:
        """Whether it exists only to find words that were never translated."""
        return self.tag in PSEUDO

    @property
    def written_as(self) -> str:
        """The tag by which a phone writes its dates, numbers and lists (``Intl``)."""
        tag = str(self.locale).replace("_", "-")
        return tag if self.locale.other_numbering_systems.get("native", "latn") == "latn" else tag + _DIGITS

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows about it: plural rules, names, dates."""
        tag = PSEUDO[self.tag][0] if self.is_pseudo else self.tag
        return Locale.parse(_WRITTEN_AS.get(tag, tag), sep="-")

    @cached_property
    def name(self) -> str:
        """Its name in itself."""
        if self.is_pseudo:
            return PSEUDO[self.tag][1]
        name = Locale.parse(self.tag, sep="-").get_display_name() or self.tag
        return name[:1].upper() + name[1:]

    @property
    def dir(self) -> str:
        """``ltr`` or ``rtl``."""
        return str(self.locale.text_direction)


def best(accept_language: str | None, available: Iterable[str]) -> str | None:
    """The available tag that a browser's ``Accept-Language`` asks for first (lookup of RFC 4647), or None."""
    by_folded = {tag.lower(): tag for tag in available}
    for wanted in _wanted(accept_language or ""):
        while wanted:
            if wanted in by_folded:
                return by_folded[wanted]
            wanted = wanted.rpartition("-")[0]
    return None


def _wanted(accept_language: str) -> list[str]:
    weighted = []
    for part in accept_language.lower().split(",")[:50]:
        tag, _, parameter = part.partition(";")
        weight = _weight(parameter)
        if weight > 0 and tag.strip() not in ("", "*"):
            weighted.append((-weight, tag.strip()))
    return [tag for _, tag in sorted(weighted, key=lambda pair: pair[0])]


def _weight(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q=")) if parameter.strip() else 1.0
    except ValueError:
        return 0.0

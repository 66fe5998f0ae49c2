"""Countries: their names in a language, and which one a time zone lies in."""

import unicodedata
from functools import cache

from babel.core import get_global
from babel.languages import get_territory_language_info

from pwa.i18n import language as language_of

# Codes that CLDR knows and that no country has: unions, test codes, and islands that belong to a listed country.
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})

# Letters that do not come apart into a plain letter and an accent.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "’": ""})


def country_of_zone(zone: str) -> str | None:
    """The ISO 3166 code of the country that a time zone such as ``Europe/London`` lies in, or None."""
    zone = get_global("zone_aliases").get(zone, zone)
    country = get_global("zone_territories").get(zone)
    return country if is_country(country) else None


def is_country(code: str | None) -> bool:
    """Whether a code is that of a country."""
    return code is not None and code in _names("en")


def country_name(code: str, language: str) -> str:
    """A country's name in a language; its code where the language has no name for it."""
    return _names(language).get(code, code)


def countries(language: str) -> list[tuple[str, str]]:
    """All countries as ``(code, name)``, by name as the language's readers look for them."""
    return sorted(_names(language).items(), key=lambda country: (sorted_as(country[1]), country[0]))


@cache
def _names(language: str) -> dict[str, str]:
    territories = language_of(language).locale.territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY and _has_speakers(code)
    }


def _has_speakers(code: str) -> bool:
    """Whether a language is spoken there (CLDR's territory information): in Antarctica only an unknown one is."""
    return set(get_territory_language_info(code)) != {"und"}


def sorted_as(name: str) -> str:
    """A name as readers look for it in a list: without capitals and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))

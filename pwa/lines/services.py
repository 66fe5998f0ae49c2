"""How a country's numbers tell a service from a person, for a phone that has no table of all countries."""

from functools import cache
from typing import Any

import phonenumbers

_OF_SERVICES = ("toll_free", "shared_cost", "uan")  # free of charge, one price from everywhere, one for an organisation
_OF_PEOPLE = ("mobile", "personal_number")


@cache
def numbering(country: str) -> dict[str, Any] | None:
    """The calling code, the digit put before numbers within the country, and patterns of services' numbers behind it.

    Where mobile numbers have a form of their own, every other number is taken for a service's: a surgery has a
    landline, and a person who has one is asked about it as well, which does no harm. In North America they have none,
    and only what no person has counts. The patterns are those of libphonenumber, which are written for every language's
    regular expressions; None for a country without numbers of its own.
    """
    data = phonenumbers.PhoneMetadata.metadata_for_region(country, None)
    if data is None:
        return None
    people = _patterns(data, _OF_PEOPLE)
    own_form = people and _patterns(data, ("fixed_line",)) != people[:1]
    return {
        "code": str(data.country_code),
        "trunk": data.national_prefix or "",
        "services": [rf"(?!(?:{'|'.join(people)})$)\d+"] if own_form else _patterns(data, _OF_SERVICES),
    }


def _patterns(data: phonenumbers.PhoneMetadata, kinds: tuple[str, ...]) -> list[str]:
    patterns = (getattr(getattr(data, kind), "national_number_pattern", None) for kind in kinds)
    return [pattern for pattern in patterns if pattern]

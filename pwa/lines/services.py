"""How a country's numbers tell a service from a person, for a phone that has no table of all countries."""

from functools import cache
from typing import Any

import phonenumbers

# Numbers that no person has: free of charge, the same price from everywhere, one for a whole organisation.
_OF_SERVICES = ("toll_free", "shared_cost", "uan")


@cache
def numbering(country: str) -> dict[str, Any] | None:
    """The calling code, the digit put before numbers within the country, and patterns of services' numbers behind it.

    The patterns are those of libphonenumber, which are written for every language's regular expressions; None for a
    country without numbers of its own.
    """
    data = phonenumbers.PhoneMetadata.metadata_for_region(country, None)
    if data is None:
        return None
    patterns = (getattr(getattr(data, kind), "national_number_pattern", None) for kind in _OF_SERVICES)
    return {
        "code": str(data.country_code),
        "trunk": data.national_prefix or "",
        "services": [pattern for pattern in patterns if pattern],
    }

"""Phone numbers as people type them: what a phone can dial, and what looks mistyped."""

import re
import unicodedata

import phonenumbers
from phonenumbers import shortnumberinfo

# A number may be followed by words ("ext 4", "ask for Jo"), so what is read is the run of signs at the start.
_START = re.compile(r"\+?[\d\s().\-‐-―/*#]+")
_DIGITS = range(2, 16)  # E.164 allows 15; the shortest emergency numbers have 2


def dialable(number: str, region: str | None = None) -> str | None:
    """The digits for a ``tel:`` link, with ``+`` where it was typed; None when it can't be dialled.

    Args:
        number: as typed; it is never altered where it is kept.
        region: ISO 3166 code of the country that the number is read in.
    """
    match = _START.match(_plain(number))
    if match is None:
        return None
    digits = re.sub(r"\D", "", match[0])
    if len(digits) not in _DIGITS:
        return None
    if not match[0].startswith("+"):
        return digits
    parsed = _parsed(match[0], region)  # "+44 (0)20 …" only works without the zero
    return e164(parsed) if parsed else f"+{digits}"


def looks_wrong(number: str, region: str | None = None) -> bool:
    """Whether to warn, once, that a number may be mistyped; it is saved all the same."""
    digits = dialable(number, region)
    region = _known(region)
    if digits is None:
        return True
    if region is None and not digits.startswith("+"):
        return False
    parsed = _parsed(digits, region)
    if parsed is None:
        return True
    is_short = region is not None and shortnumberinfo.is_valid_short_number_for_region(parsed, region)
    return not (is_short or phonenumbers.is_possible_number(parsed))


def same_number(one: str, other: str, region: str | None = None) -> bool:
    """Whether two numbers, typed differently, reach the same phone."""
    return bool(one) and bool(other) and _key(one, region) == _key(other, region)


def _key(number: str, region: str | None) -> str:
    digits = dialable(number, region)
    if digits is None:
        return " ".join(number.casefold().split())
    parsed = _parsed(digits, region)
    return e164(parsed) if parsed and phonenumbers.is_possible_number(parsed) else digits


def e164(number: phonenumbers.PhoneNumber) -> str:
    """A number as every network understands it: ``+``, country, digits (ITU-T E.164)."""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _parsed(number: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, _known(region))
    except phonenumbers.NumberParseException:
        return None


def _known(region: str | None) -> str | None:
    """A region whose numbers are known, else None."""
    return region.upper() if region and region.upper() in phonenumbers.SUPPORTED_REGIONS else None


def _plain(number: str) -> str:
    """Digits of every script as 0 to 9, and no marks of direction."""
    text = unicodedata.normalize("NFKC", re.sub("[\u061c\u200c-\u200f]", "", number)).strip()
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)

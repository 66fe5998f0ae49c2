"""Phone numbers as people type them: what a phone can dial, and what looks mistyped."""

import re
import unicodedata

import phonenumbers
from phonenumbers import shortnumberinfo

# Digits with what people put between them; a slash or a comma only right before a digit, else it parts two numbers.
_RUN = re.compile(r"\+?\(?[0-9](?:[0-9\s().'\u2019\u2010-\u2015-]|[/,](?=[0-9]))*")
_EXTENSION = re.compile(r"\s*\b(?:ext|extension|x)\b\.?\s*[0-9]{1,6}$", re.IGNORECASE)
_ABROAD = re.compile(r"\+|00")
_LONE_DIGIT = re.compile(r"[^0-9][0-9][^0-9]*$")
_TOGETHER = re.compile(r"[,/]|[^0-9]0[0-9]{4}")
_PREFIXED = re.compile(r"\+|\(?0")

LEAST_DIGITS = 2  # the shortest emergency numbers
LEAST_DIGITS_AMONG_WORDS = 5  # "24 hours" is no number
MOST_DIGITS = 13  # the longest numbers within a country, with its leading 0
MOST_DIGITS_ABROAD = 15  # ITU-T E.164


def dialable(number: str) -> str | None:
    """The digits for a ``tel:`` link, with ``+`` where it was typed; None unless it is certain which number is meant.

    A wrong number dialled in a crisis is worse than none: two runs of digits, a letter among digits, or words before a
    number that starts with neither ``0`` nor ``+`` ("flat 9 07700 …") make no link. The renderer follows the same rule.

    Args:
        number: as typed; it is never altered where it is kept.
    """
    plain = _EXTENSION.sub("", _plain(number))
    runs = _RUN.findall(plain)
    if len(runs) != 1 or _is_doubtful(plain, runs[0]):
        return None
    run = runs[0]
    is_abroad = _ABROAD.match(run) is not None
    digits = re.sub(r"[^0-9]", "", run.replace("(0)", "", 1) if is_abroad else run)
    least = LEAST_DIGITS_AMONG_WORDS if _has_letter(plain) else LEAST_DIGITS
    most = MOST_DIGITS_ABROAD if is_abroad else MOST_DIGITS
    is_led = _has_letter(plain[: plain.index(run)]) and not _PREFIXED.match(run)
    if is_led or not least <= len(digits) <= most:
        return None
    return f"+{digits}" if run.startswith("+") else digits


def _is_doubtful(plain: str, run: str) -> bool:
    """A code of the network, a letter right beside a digit, a lone digit before words, or two numbers run together."""
    if re.search(r"[*#]|[0-9][^\W\d_]|[^\W\d_][0-9]", plain) or (_has_letter(plain) and _LONE_DIGIT.search(run)):
        return True
    return run[0] not in "+0(" and _TOGETHER.search(run) is not None


def _has_letter(text: str) -> bool:
    return any(unicodedata.category(sign).startswith("L") for sign in text)


def looks_wrong(number: str, region: str | None = None) -> bool:
    """Whether to warn, once, that a number may be mistyped; it is saved all the same."""
    digits = dialable(number)
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
    digits = dialable(number)
    if digits is None:
        return " ".join(number.casefold().split())
    parsed = _parsed(digits, region)
    return e164(parsed) if parsed and phonenumbers.is_possible_number(parsed) else digits


def from_abroad(number: str, region: str | None) -> str | None:
    """The number as it can be dialled from every country; None unless that is certain, or where it was typed like that.

    Args:
        number: as typed.
        region: the country whose numbers are meant when none is named in it.
    """
    digits = dialable(number)
    region = _known(region)
    parsed = _parsed(digits, region) if digits and (region or digits.startswith("+")) else None
    if digits is None or parsed is None or _is_only_local(digits, parsed, region):
        return None
    made = e164(parsed)
    return None if made == digits else made


def _is_only_local(digits: str, parsed: phonenumbers.PhoneNumber, region: str | None) -> bool:
    """A short number, or one that may lack the code of its town: with a country before it, it reaches someone else."""
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return True
    if region is None or _ABROAD.match(digits):
        return False
    if not phonenumbers.is_valid_number(parsed) and shortnumberinfo.is_possible_short_number_for_region(parsed, region):
        return True
    if shortnumberinfo.is_valid_short_number_for_region(parsed, region):
        return True
    is_mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    starts_with_0 = phonenumbers.ndd_prefix_for_region(region, True) == "0"
    return starts_with_0 and not (digits.startswith("0") or is_mobile)


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
    text = unicodedata.normalize("NFKC", re.sub("[\u061c\u200c-\u200f]", "", number))
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text).strip()

"""Make typed text safe to keep: the same words, without characters that nobody can see.

The ranges are written out, not taken from Unicode categories, so that the phone's twin does exactly the same.
"""

import re
import unicodedata

_NEW_LINE = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")

# A flag such as Scotland's is a black flag followed by invisible tags; alone, such tags can hide text.
_INVISIBLE = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)"
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, without the line ends and the tab
    "\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # no width and no work in any script
    "\u202a-\u202e\u2066-\u2069"  # they turn the order of the words around them
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"  # halves, non-characters, lone tags
)

_SPACE = " \t\n\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ENDS = re.compile(f"^[{_SPACE}]+|[{_SPACE}]+$")

# Joiners, marks of direction, variation selectors and fillers mean something inside a word and nothing alone.
_NOTHING_TO_SEE = re.compile(
    f"[{_SPACE}\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]*"
)


def clean(raw: str, *, lines: bool) -> str:
    """The text as it is kept: NFC, nothing invisible, ends trimmed; empty when there is nothing to see.

    Args:
        raw: as typed or pasted.
        lines: whether line ends stay; otherwise each becomes a space.
    """
    text = _NEW_LINE.sub("\n" if lines else " ", raw).replace("\t", " ")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub(r"\1", text))
    text = _ENDS.sub("", text)
    return "" if _NOTHING_TO_SEE.fullmatch(text) else text

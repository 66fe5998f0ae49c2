"""The two ways of a file: out of a plan onto this device, and from there into one; past the page's own socket."""

from collections.abc import Mapping, Sequence
from typing import Any

from nicegui.element import Element


class SaveFile(Element, component="save_file.js"):
    """A button that saves a file, and for a sealed one the field for its passphrase.

    Args:
        address: where the plan's file is asked for.
        kind: ``html``, ``json`` or ``age``.
        words: ``save``, ``saving``, ``saved``, ``failed``; for ``age`` also ``label``, ``hint`` and ``make``.
        page: for ``html``: what the page is drawn from, as ``plan_file.js`` has it, with addresses for the catalogue
            and the styles.
        suggested: for ``age``: a passphrase to offer.
    """

    def __init__(
        self,
        address: str,
        kind: str,
        *,
        words: Mapping[str, str],
        page: Mapping[str, Any] | None = None,
        suggested: str = "",
    ) -> None:
        super().__init__()
        self._props["address"] = address
        self._props["kind"] = kind
        self._props["words"] = dict(words)
        self._props["page"] = dict(page or {})
        self._props["suggested"] = suggested


class BringIn(Element, component="bring_in.js"):
    """A field for a file, the passphrase where it is sealed, the look at what is in it, and the two ways to take it.

    Args:
        address: where the file is looked at (``/look``) and brought in (``/bring``).
        language: in which the look is told, a BCP 47 tag.
        most: bytes that a file can have.
        ways: the values of ``how``, each with its words and what it does.
        words: ``choose``, ``reading``, ``passphrase``, ``open``, ``look``, ``here``, ``there``, ``leave``, ``done``,
            ``too_large``, ``failed``.
    """

    def __init__(
        self, address: str, *, language: str, most: int, ways: Sequence[Mapping[str, str]], words: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._props["address"] = address
        self._props["language"] = language
        self._props["most"] = most
        self._props["ways"] = [dict(way) for way in ways]
        self._props["words"] = dict(words)

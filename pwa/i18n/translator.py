"""Say a message in one language."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from babel.lists import format_list
from babel.numbers import format_decimal

from pwa.i18n.catalogue import Catalogue, Forms
from pwa.i18n.languages import Language

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


class Translator:
    """Translates into one language; calling it is the same as ``t``.

    Args:
        language: the language it speaks.
        catalogue: its translations; what is missing is said in the source language.
        invent: for a pseudo-language: makes a translation of a message that the catalogue lacks.
    """

    def __init__(self, language: Language, catalogue: Catalogue, invent: Callable[[str], str] | None = None) -> None:
        self.language = language
        self.catalogue = catalogue
        self._invent = invent or str

    @property
    def tag(self) -> str:
        """The language's BCP 47 tag."""
        return self.language.tag

    @property
    def dir(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.language.dir

    def t(self, message: str, /, **values: object) -> str:
        """The message with its ``{placeholders}`` filled in; an empty message stays empty."""
        if not message:
            return ""
        return self._filled(self.catalogue.one.get(message) or self._invent(message), values)

    __call__ = t

    def tn(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form of a message that goes with the number ``n``, which also fills ``{n}``."""
        forms: Forms | None = self.catalogue.many.get(singular)
        if forms is None:
            text = self._invent(singular if n == 1 else plural)
        else:
            text = forms[self.language.locale.plural_form(n)]
        return self._filled(text, {"n": format_decimal(n, locale=self.language.locale), **values})

    def list(self, names: Iterable[str]) -> str:
        """Names in a row, the way the language writes one: ``Ann, Ben and Cem``."""
        return format_list([self.isolated(name) for name in names], locale=self.language.locale)

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        def fill(found: re.Match[str]) -> str:
            return self.isolated(str(values[found[1]])) if found[1] in values else found[0]

        return _PLACEHOLDER.sub(fill, text)

    def isolated(self, value: str) -> str:
        """A value that may run the other way, marked so that it keeps its order and turns nothing around it (UAX 9).

        Between Arabic words the groups of a phone number would stand in reverse. The twin of ``isolated`` on a phone.
        """
        kinds = {unicodedata.bidirectional(sign) for sign in value}
        is_turned = bool(kinds & _RIGHT_TO_LEFT)
        if self.dir == "rtl":
            is_turned = "L" in kinds or not (is_turned or value.isdecimal())
        return f"\u2068{value}\u2069" if value and is_turned else value

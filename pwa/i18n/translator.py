"""Say a message in one language."""

import re
from collections.abc import Callable, Mapping

from babel.numbers import format_decimal

from pwa.i18n.catalogue import Catalogue, Forms
from pwa.i18n.languages import Language

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


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
        return _filled(self.catalogue.one.get(message) or self._invent(message), values)

    __call__ = t

    def tn(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form of a message that goes with the number ``n``, which also fills ``{n}``."""
        forms: Forms | None = self.catalogue.many.get(singular)
        if forms is None:
            text = self._invent(singular if n == 1 else plural)
        else:
            text = forms[self.language.locale.plural_form(n)]
        return _filled(text, {"n": format_decimal(n, locale=self.language.locale), **values})


def _filled(text: str, values: Mapping[str, object]) -> str:
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)

"""A year, with a month and a day where they are known."""

from collections.abc import Mapping, Sequence

from components.keeping.keeping import Kept, OnSave


class When(Kept, component="when.js", dependencies=["../keeping/keeping.js"]):
    """A date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` that saves by itself.

    ``words`` also holds ``year``, ``month``, ``day`` and ``none`` (for a month or a day that is left out).

    Args:
        months: the twelve names, January first.
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        months: Sequence[str],
        name: str,
        on_save: OnSave,
        words: Mapping[str, str],
    ) -> None:
        super().__init__(label, value, name=name, on_save=on_save, words=words)
        self._props["months"] = list(months)

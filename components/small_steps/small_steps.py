"""Small steps, each with a box to tick."""

from collections.abc import Mapping, Sequence

from components.keeping.keeping import Kept, OnSave


class SmallSteps(
    Kept, component="small_steps.js", dependencies=["../keeping/keeping.js", "../plan_view/plan_marks.js"]
):
    """A list of texts that saves by itself; one that is done begins with its mark.

    ``words`` also holds ``step``, ``numbered`` (with ``{n}``), ``done``, ``add`` and ``remove``.

    Args:
        language: in which they are written, a BCP 47 tag; "": that of the page.
    """

    def __init__(
        self,
        label: str,
        value: Sequence[str] = (),
        *,
        name: str,
        on_save: OnSave,
        words: Mapping[str, str],
        language: str = "",
    ) -> None:
        super().__init__(label, list(value), name=name, on_save=on_save, words=words)
        if language:
            self._props["language"] = language

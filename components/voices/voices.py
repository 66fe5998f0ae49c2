"""How others see something: whose view it is, where they know it from, and how sure they are."""

from collections.abc import Mapping, Sequence

from components.keeping.keeping import Kept, OnSave


class Voices(Kept, component="voices.js", dependencies=["../keeping/keeping.js"]):
    """A list of ``{"by", "view", "source", "sure"}`` that saves by itself.

    ``words`` also holds a label for each of the four, and ``numbered`` (with ``{n}``), ``add``, ``remove``, ``undo``.

    Args:
        language: in which it is written, a BCP 47 tag; "": that of the page.
    """

    def __init__(
        self,
        label: str,
        value: Sequence[Mapping[str, str]] = (),
        *,
        name: str,
        on_save: OnSave,
        words: Mapping[str, str],
        language: str = "",
    ) -> None:
        super().__init__(label, list(value), name=name, on_save=on_save, words=words)
        if language:
            self._props["language"] = language

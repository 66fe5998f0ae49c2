"""Several phone numbers of one person, each for calls, for texts, or for both."""

from collections.abc import Mapping, Sequence
from typing import Any

from components.keeping.keeping import Kept, OnSave


class Phones(Kept, component="phones.js", dependencies=["../keeping/keeping.js"]):
    """A list of ``{"number", "for"}`` that saves by itself.

    ``words`` also holds ``number``, ``numbered`` (with ``{n}``), ``call``, ``text``, ``add`` and ``remove``.
    """

    def __init__(
        self,
        label: str,
        value: Sequence[Mapping[str, Any]] = (),
        *,
        name: str,
        on_save: OnSave,
        words: Mapping[str, str],
    ) -> None:
        super().__init__(label, list(value), name=name, on_save=on_save, words=words)

"""A text field that loses nothing: not at a reload, a dropped line or a restarted server."""

from collections.abc import Mapping

from components.keeping.keeping import Kept, OnSave


class KeptText(Kept, component="kept_text.js", dependencies=["../keeping/keeping.js"]):
    """A labelled native text field that saves by itself and says so in words.

    Args:
        lines: height in lines of text; 1 makes it a field of one line.
        kind: type of a one-line field: ``text``, ``tel``, ``date``.
        inputmode: which keyboard a phone offers.
    """

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        name: str,
        on_save: OnSave,
        words: Mapping[str, str],
        hint: str = "",
        lines: int = 1,
        kind: str = "text",
        inputmode: str = "",
    ) -> None:
        super().__init__(label, value, name=name, on_save=on_save, words=words, hint=hint)
        self._props["rows"] = lines
        if kind != "text":
            self._props["kind"] = kind
        if inputmode:
            self._props["mode"] = inputmode

    def focus(self) -> None:
        """Put the caret into the field."""
        self.run_method("focus")

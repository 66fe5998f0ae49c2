"""A text field that loses nothing: not at a reload, a dropped line or a restarted server."""

from collections.abc import Awaitable, Callable, Mapping

from components.keeping.keeping import Kept, OnSave


class KeptText(Kept, component="kept_text.js", dependencies=["../keeping/keeping.js"]):
    """A labelled native text field that saves by itself and says so in words.

    Args:
        lines: height in lines of text; 1 makes it a field of one line.
        grows: a field for one line that becomes higher with a long text.
        kind: type of a one-line field: ``text``, ``tel``, ``date``.
        inputmode: which keyboard a phone offers.
        language: in which it is written, a BCP 47 tag; "": that of the page.
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
        grows: bool = False,
        kind: str = "text",
        inputmode: str = "",
        language: str = "",
        on_enter: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__(label, value, name=name, on_save=on_save, words=words, hint=hint)
        self._props["rows"] = lines
        if grows:
            self._props["grows"] = True
        if kind != "text":
            self._props["kind"] = kind
        if language:
            self._props["language"] = language
        if inputmode:
            self._props["mode"] = inputmode
        if on_enter is not None:
            self.on("enter", on_enter, args=[])

    def focus(self, *, on: str = "") -> None:
        """Put the caret into the field, and choose ``on`` in it, so that the next key takes its place."""
        self.run_method("focus", on)

"""Native radio buttons, check boxes and drop-down lists that keep a choice until it is saved."""

from collections.abc import Mapping

from components.keeping.keeping import Kept, OnSave


class _Choice(Kept, component="choice.js", dependencies=["../keeping/keeping.js"]):
    """What the three kinds share."""


class Choice(_Choice):
    """One of a few: radio buttons under a heading.

    Args:
        options: value -> words.
    """

    def __init__(
        self,
        label: str,
        options: Mapping[str, str],
        value: str = "",
        *,
        name: str,
        on_save: OnSave,
        words: Mapping[str, str],
        hint: str = "",
    ) -> None:
        super().__init__(label, value, name=name, on_save=on_save, words=words, hint=hint)
        self._props["kind"] = "radio"
        self._props["options"] = list(options.items())


class Select(_Choice):
    """One of many: a native drop-down list.

    Args:
        options: value -> words, in the order shown.
    """

    def __init__(
        self,
        label: str,
        options: Mapping[str, str],
        value: str = "",
        *,
        name: str,
        on_save: OnSave,
        words: Mapping[str, str],
        hint: str = "",
    ) -> None:
        super().__init__(label, value, name=name, on_save=on_save, words=words, hint=hint)
        self._props["kind"] = "select"
        self._props["options"] = list(options.items())


class Tick(_Choice):
    """Yes or no: a check box."""

    def __init__(
        self,
        label: str,
        value: bool = False,
        *,
        name: str,
        on_save: OnSave,
        words: Mapping[str, str],
        hint: str = "",
    ) -> None:
        super().__init__(label, value, name=name, on_save=on_save, words=words, hint=hint)
        self._props["kind"] = "tick"

"""What happened to a plan, in sentences with the words themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pwa.i18n import Translator
from pwa.pages.rows import POINT, entry_words
from pwa.plan.history import Item, Seen, What
from pwa.plan.model import ME, Entry, Plan, Version
from pwa.plan.section import Section
from pwa.plan.sections import BY_ID, N_
from pwa.plan.voices import voice_name

_SHORT = 80

_SAYS: Mapping[What, str] = {
    What.ADDED: N_("“{words}” was added to “{section}”."),
    What.CHANGED: N_("“{words}” in “{section}” was changed."),
    What.PUT_AWAY: N_("“{words}” in “{section}” was put away."),
    What.BROUGHT_BACK: N_("“{words}” in “{section}” was brought back."),
    What.MOVED: N_("“{words}” in “{section}” got another place."),
    What.ONLY_ME: N_("“{words}” in “{section}” was marked “Only me”."),
    What.NOT_ONLY_ME: N_("“{words}” in “{section}” is no longer marked “Only me”."),
    What.TEXT: N_("“{words}” was in “{section}” for a while."),
}
_EMPTIED = N_("“{words}” was taken out of “{section}”.")
_DELETED = N_("Something was deleted from “{section}”.")
_ORDER = N_("“{section}” was put in another order.")
_NO_WORDS = N_("Something changed in “{section}”.")


@dataclass(frozen=True, kw_only=True)
class Told:
    """Says what happened, in one language, for the plan's owner.

    Args:
        devices: device id -> what it is called; the one that asks has the empty name.
    """

    t: Translator
    plan: Plan
    devices: Mapping[str, str]

    def sentence(self, seen: Seen) -> str:
        """What happened, with the words of the entry as it was; where it was new, as it is."""
        t, section = self.t, BY_ID[seen.item.section]
        name = t(section.mine)
        if seen.item.what is What.DELETED:
            return t(_DELETED, section=name)
        if is_quiet(section):
            return t(_NO_WORDS, section=name)
        before, after = (self._short(section, entry) for entry in (seen.before, seen.after))
        if seen.item.what is What.CHANGED and not (before and after):
            return t(_EMPTIED if before else _SAYS[What.ADDED], words=before or after, section=name)
        words = after if seen.item.what is What.ADDED else before or after
        return t(_SAYS[seen.item.what] if words else _ORDER, words=words, section=name)

    def who(self, item: Item) -> str:
        """Who did it, as far as that is known."""
        t = self.t
        if item.by != ME:
            name = voice_name(self.plan, item.by) or t("someone else")
            is_brought_back = item.what is What.CHANGED and item.device in self.devices
            return t("By you, in the words of {name}", name=name) if is_brought_back else t("By {name}", name=name)
        if item.device not in self.devices:
            return t("By you")
        name = self.devices[item.device]
        return t("By you, on {device}", device=name) if name else t("By you, on this device")

    def lines(self, section: Section, entry: Entry | None) -> list[str]:
        """All that an entry says, each text that stands after the other."""
        return [*self._lines(section, entry)] if entry else []

    def name(self, section: Section, entry: Entry) -> str:
        """An entry in short, for a list."""
        return self.t(section.mine) if is_quiet(section) else self._short(section, entry)

    def _lines(self, section: Section, entry: Entry) -> Iterator[str]:
        for text in entry.texts:
            yield from (line for line in self._text(section, entry, text) if line)

    def _short(self, section: Section, entry: Entry | None) -> str:
        lines = self.lines(section, entry)
        words, *points = lines[0].split(POINT) if lines else [""]
        first = " ".join(f"{words}{self.t.list(points)}".split())
        return first if len(first) <= _SHORT else f"{first[:_SHORT].rstrip()} …"

    def _text(self, section: Section, entry: Entry, text: Version) -> list[str]:
        is_known = any(field.required for field in section.fields) or any(one.name == entry.id for one in section.named)
        return entry_words(self.t, self.plan, section, entry, text) if text.content and is_known else []


def is_quiet(section: Section) -> bool:
    """Whether its words are only shown to who asks for them: what never leaves the desk may be read over a shoulder."""
    return any(field.required and not field.pocket for field in section.fields)

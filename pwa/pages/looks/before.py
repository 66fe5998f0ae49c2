"""The looks before, each with its day; they can be put right or deleted, and a new one is made by looking alone."""

from collections.abc import Sequence
from dataclasses import replace

from components.entry_list.entry_list import Row
from pwa.pages.days import day_words
from pwa.pages.entries import Entries
from pwa.plan.model import Entry


class Before(Entries):
    """The records of looks, the newest first."""

    _is_sorted = True
    _new_at = "nowhere"

    def _in_order(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        return sorted(entries, key=lambda entry: str(entry.now.content.get("day", "")), reverse=True)

    def _row(self, entry: Entry) -> Row:
        row = super()._row(entry)
        return replace(row, text=day_words(self._t, row.text), language=self._t.tag)

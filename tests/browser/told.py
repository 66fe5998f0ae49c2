"""What devices were told is saved, and what of it may be gone: by that a plan is judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Text = tuple[str, str]  # entry id, words


@dataclass
class Told:
    """Every text of one example.

    Args:
        saved: a phone had it on its disk, or the desk had the server's answer.
        before: text -> those it was written in place of, and those that hang on it; a deletion takes them along.
        replaced: someone who saw it wrote in its place or decided against it, so it may be an earlier text.
        deletions: name of a deletion -> the texts that stood before the person.
    """

    saved: set[Text] = field(default_factory=set)
    before: dict[Text, set[Text]] = field(default_factory=dict)
    replaced: set[Text] = field(default_factory=set)
    deletions: dict[str, set[Text]] = field(default_factory=dict)
    count: int = 0

    def new_id(self) -> str:
        """An id that nothing has."""
        self.count += 1
        return f"{self.count:032x}"

    def new_words(self) -> str:
        """Words that nobody wrote before."""
        self.count += 1
        return f"text {self.count}"

    def writes(self, entry: str, words: str | None, instead_of: Iterable[str | None]) -> None:
        """Someone is about to save words; whether they will be is not known yet."""
        gone = {(entry, one) for one in instead_of if one and one != words}
        self.replaced |= gone
        if words is not None:
            self.before.setdefault((entry, words), set()).update(gone)

    def deletes(self, entry: str, said: Iterable[object]) -> str:
        """Someone deletes an entry that says this; returns the name of the deletion."""
        name = self.new_id()
        self.deletions[name] = {(entry, one) for one in said if isinstance(one, str)}
        return name

    def hangs_on(self, entry: str, words: str, others: Iterable[str]) -> None:
        """Words that go when any of the others is deleted, as the phone does not show them."""
        for other in others:
            self.before.setdefault((entry, other), set()).add((entry, words))

    def deleted(self) -> set[Text]:
        """What was deleted on purpose: what stood before the person, and all that was there before it."""
        found: set[Text] = set()
        more = set().union(*self.deletions.values())
        while more:
            found |= more
            more = set().union(*(self.before.get(text, set()) for text in more)) - found
        return found

    def check(self, plan: Mapping[str, Any]) -> None:
        """Every text is there, and what nobody has replaced still stands."""
        entries = [entry for section in plan["sections"].values() for entry in section]
        standing = {text for entry in entries for text in texts_of(entry["id"], [entry, *entry.get("rivals", [])])}
        earlier = {text for entry in entries for text in texts_of(entry["id"], entry.get("earlier", []))}
        owed = self.saved - self.deleted()
        assert owed - standing - earlier == set(), "lost"
        assert owed - standing - self.replaced == set(), "no longer stands, and nobody has replaced it"


def texts_of(entry: str, versions: Iterable[Mapping[str, Any]]) -> set[Text]:
    """The words of some texts of an entry."""
    return {(entry, words) for one in versions for words in one["content"].values() if isinstance(words, str)}

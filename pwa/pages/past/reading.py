"""How an event is read: when and what, then my view, what I tell of it, and the others, each under their own name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from components.entry_list.entry_list import Part, Row
from pwa.i18n import Translator
from pwa.i18n.written import other_language
from pwa.pages.days import month_words
from pwa.pages.rows import entry_words, full_row, voice
from pwa.plan.model import ME, Entry, Plan, Version
from pwa.plan.record_sections import PAST
from pwa.plan.voices import voice_name
from pwa.share.beside import VIEWS

_LABELS = {field.name: field.label for field in PAST.fields}
_STORY = ("context", "before", "how", "outcome", "where", "with_whom", "why")


def is_mine(entry: Entry) -> bool:
    """Whether the text that is shown and changed is the owner's own."""
    return entry.now.by == ME


def event_row(t: Translator, plan: Plan, entry: Entry) -> Row:
    """One event: the owner's texts to choose from when there are two, those of others always beside."""
    mine = [text for text in entry.texts if text.by == ME]
    now = next(iter(mine), entry.now)
    mine_ever = [text.content.get("what") for text in (*entry.texts, *entry.earlier) if text.by == ME]
    others = [text for text in entry.texts if text.by != ME and text is not now]
    emptied = [{"what": words} for words in mine_ever]  # what is left of a view that its writer emptied
    beside = [text for text in others if text.content not in emptied]
    content = now.content
    who = [view["by"] for view in content.get("other_views", ()) if view.get("by")]
    who += [voice_name(plan, text.by) or t("someone else") for text in beside]
    notes = [
        "" if mine else voice(t, plan, now),
        _labelled(t, "kinds", t.list(content.get("kinds", ()))),
        t("Others see it in their own way: {names}", names=t.list(who)) if who else "",
    ]
    return Row(
        id=entry.id,
        text=str(content.get("what", "")),
        over=month_words(t, content["when"]) if content.get("when") else t("No date"),
        notes=[note for note in notes if note],
        parts=[*_own(t, content), *views(t, content), *_beside(t, plan, entry, beside)],
        revision=now.revision,
        language=other_language(plan, PAST, now).get("lang", ""),
        is_only_me=entry.is_only_me,
        is_theirs=not is_mine(entry),
        rivals=[full_row(t, plan, PAST, entry, text) for text in mine] if len(mine) > 1 else (),
    )


def _labelled(t: Translator, name: str, words: str) -> str:
    return t("{label}: {words}", label=t(_LABELS[name]), words=words) if words else ""


def _own(t: Translator, content: Mapping[str, Any]) -> Iterator[Part]:
    for name in ("my_view", *_STORY):
        if content.get(name):
            yield Part(label=t(_LABELS[name]), text=content[name])


def views(t: Translator, content: Mapping[str, Any]) -> Iterator[Part]:
    """How others see it, each with where they know it from and how sure they are."""
    for view in content.get("other_views", ()):
        known = {t("Where they know it from"): view.get("source"), t("How sure they are"): view.get("sure")}
        notes = [t("{label}: {words}", label=label, words=words) for label, words in known.items() if words]
        yield Part(label=view.get("by") or t("Someone else"), text=view.get("view", ""), notes=notes, is_voice=True)


def _beside(t: Translator, plan: Plan, entry: Entry, texts: Sequence[Version]) -> Iterator[Part]:
    """Texts that someone else wrote of the same event; none of them takes the place of the owner's."""
    for text in texts:
        if VIEWS in text.content and set(text.content) <= {"what", VIEWS}:
            yield from (replace(one, label=voice(t, plan, text)) for one in views(t, text.content))
            continue
        told, *more = entry_words(t, plan, PAST, entry, text)
        yield Part(label=voice(t, plan, text), text=told, notes=more, is_voice=True)

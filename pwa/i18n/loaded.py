"""All languages of one ``locales`` folder, read once."""

import json
from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pwa.i18n.catalogue import Catalogue, pseudo_catalogue, read_catalogue, read_template, short_name
from pwa.i18n.languages import PSEUDO, SOURCE, Language, best
from pwa.i18n.pseudo import pseudo as invented
from pwa.i18n.translator import Translator

_REVIEWED = "# Reviewed by a native speaker: yes"  # in a catalogue's header; anything else is no

LOCALES = Path(__file__).resolve().parents[2] / "locales"


class Languages:
    """The languages of a folder: each has a folder named by its tag with ``LC_MESSAGES/messages.po``."""

    def __init__(self, folder: Path, *, pseudo: bool = False) -> None:
        self._folder = folder
        self._template = read_template(folder / "messages.pot")
        self._by_tag = {language.tag: language for language in _found(folder, pseudo=pseudo)}
        self._translators = {
            language.tag: Translator(language, self._read(language), invented if language.is_pseudo else None)
            for language in self._by_tag.values()
        }

    @property
    def all(self) -> tuple[Language, ...]:
        """All languages, the source language first, then by tag."""
        return tuple(self._by_tag.values())

    @property
    def menu(self) -> list[dict[str, str]]:
        """What a menu of languages shows of each; ``note`` is for who reads it, and empty where it was reviewed."""
        return [
            {"tag": one.tag, "name": one.name, "dir": one.dir, "note": self._note(one)} for one in self._by_tag.values()
        ]

    @cached_property
    def most_important(self) -> tuple[str, ...]:
        """The messages that matter most in a crisis: an unreviewed language shows their originals beside its own."""
        path = self._folder / "most_important.json"
        return tuple(json.loads(path.read_text("utf-8"))) if path.exists() else ()

    def language(self, tag: str | None) -> Language:
        """The language of a tag, the source language when there is none such."""
        return self._by_tag.get(tag or SOURCE) or self._by_tag[SOURCE]

    def negotiate(self, accept_language: str | None, default: str) -> str:
        """The tag that an ``Accept-Language`` header asks for, else that of ``default``."""
        return best(accept_language, self._by_tag) or self.language(default).tag

    def translator(self, tag: str | None) -> Translator:
        """The translator of a language, of the source language when there is none such."""
        return self._translators[self.language(tag).tag]

    def phone_catalogue(self, tag: str | None) -> dict[str, Any]:
        """What a phone needs to speak a language; a message that is not in it is its own text."""
        translator = self.translator(tag)
        return {
            "language": translator.tag,
            "locale": translator.language.written_as,
            "dir": translator.dir,
            "days": translator.language.days,
            "messages": self._texts(translator, self._template.phone),
        }

    def later_messages(self, tag: str | None) -> dict[str, Any]:
        """The messages of a phone's pages that come later than the first."""
        return self._texts(self.translator(tag), self._template.later)

    def _texts(self, translator: Translator, ids: Collection[str]) -> dict[str, Any]:
        """Texts, or forms of them, by the short names of their messages."""
        messages = {**translator.catalogue.one, **translator.catalogue.many}
        return {short_name(id): messages[id] for id in sorted(ids) if id in messages}

    def phrases(self, tag: str | None) -> dict[str, dict[str, str]]:
        """The phrase bank: section id -> phrase id -> text."""
        language = self.language(tag)
        bank: dict[str, dict[str, str]] = self._json(language, "phrases.json")
        if not language.is_pseudo:
            return bank
        return {section: {id: invented(text) for id, text in phrases.items()} for section, phrases in bank.items()}

    def own_phrases(self, tag: str | None) -> dict[str, dict[str, str]]:
        """The same, empty where the language has none of its own: no words pass for those of another language."""
        language = self.language(tag)
        has_own = language.is_pseudo or (self._folder / language.tag / "phrases.json").exists()
        return self.phrases(language.tag) if has_own else {}

    def example(self, tag: str | None) -> dict[str, Any]:
        """An invented, finished plan, in shorthand."""
        plan: dict[str, Any] = self._json(self.language(tag), "example.json")
        return plan

    def _note(self, language: Language) -> str:
        t = self._translators[language.tag]
        return "" if language.is_reviewed else t("Not yet checked by a native speaker")

    def _read(self, language: Language) -> Catalogue:
        if language.is_pseudo:
            return pseudo_catalogue(self._template, language)
        return read_catalogue(self._folder / language.tag / "LC_MESSAGES" / "messages.po", language)

    @cache  # noqa: B019 -- a folder's languages are read once and live as long as the program
    def _json(self, language: Language, name: str) -> Any:
        path = self._folder / language.tag / name
        if not path.exists():
            path = self._folder / SOURCE / name
        return json.loads(path.read_text("utf-8"))


def _found(folder: Path, *, pseudo: bool) -> list[Language]:
    paths = {path.parents[1].name: path for path in folder.glob("*/LC_MESSAGES/messages.po")}
    found = [Language(tag, tag == SOURCE or _is_reviewed(paths[tag])) for tag in sorted(paths)]
    found.sort(key=lambda language: language.tag != SOURCE)
    return [*found, *(Language(tag, is_reviewed=False) for tag in (PSEUDO if pseudo else ()))]


def _is_reviewed(path: Path) -> bool:
    header = path.read_text("utf-8").partition("msgid")[0]
    return _REVIEWED in header

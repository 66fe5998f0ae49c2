"""A person's hands at the editor: a whole plan, typed field by field."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, expect

from pwa import i18n
from pwa.plan.section import Field, FieldType, Kind, Section
from tests.browser.conftest import Phone
from tests.browser.editor import go, saved
from tests.conftest import Server


class Hands:
    """A person's hands at the editor of one plan, in their language."""

    def __init__(self, phone: Phone, server: Server, language: str = "en") -> None:
        self.phone = phone
        self.page = phone.page
        self.t = i18n.translator(language)
        self._server = server
        self.slot = ""

    def make_plan(self) -> None:
        """From the first page through the set-up, past everything that can be skipped."""
        self.page.goto(self._server.url)
        for words in ("Make my plan (3 minutes)", "Begin", "Yes"):
            self._button(words).click()
        expect(self.page.locator("h1")).to_have_text(self.t("Which part of the country are you in?"))
        while "/start" in self.page.url:
            heading = self.page.locator("h1").inner_text()
            self._button("Skip").or_(self._button("Later")).click()
            another = re.compile(f"^(?!{re.escape(heading)}$)")  # on its way to the plan a page shows none for a moment
            expect(self.page.locator("h1:visible").first).to_have_text(another)
        change = self.page.get_by_role("link", name=self.t("Change my plan"))
        expect(change).to_be_visible()
        self.slot = str(change.get_attribute("href")).split("/")[2]

    def open_section(self, section: Section) -> None:
        """Go to the page of one section."""
        go(self.phone, self._server, self, section.id, self.t.tag)  # type: ignore[arg-type]

    def type_section(self, section: Section, values: Any) -> None:
        """Everything of one section, in order."""
        self.open_section(section)
        if section.kind is Kind.FIELDS:
            for name, value in values.items():
                self._fill(self.page.locator("main"), field_of(section, name), value)
            return
        for value in values:
            self._add(section, {section.fields[0].name: value} if isinstance(value, str) else value)

    def _add(self, section: Section, content: Mapping[str, Any]) -> None:
        first = section.fields[0]
        is_people = section.kind is Kind.PEOPLE
        new = self.page.get_by_label(self.t("Add a person: the name" if is_people else "Add one, in my own words"))
        rows = self.page.locator("[data-entry]")
        count = rows.count()
        new.fill(content[first.name])
        self._button("Add").click()
        expect(rows).to_have_count(count + 1)
        expect(new).to_have_value("")
        if len(section.fields) == 1:
            return
        opened = rows.filter(has=self._button("Done"))
        for name, value in content.items():
            if name != first.name:
                self._fill(opened, field_of(section, name), value)
        self._button("Done").click()
        expect(opened).to_have_count(0)

    def _fill(self, place: Locator, field: Field, value: Any) -> None:
        if field.type is FieldType.PHONES:
            self._fill_phones(place, value)
            return
        if field.type is FieldType.CHOICE:
            group = place.get_by_role("group", name=self.t(field.label), exact=True)
            control = group.get_by_label(self.t((field.choices or {})[value]), exact=True)
            control.check()
        elif field.type is FieldType.ENTRY:
            control = place.get_by_label(self.t(field.label), exact=True)
            control.select_option(value)
        else:
            control = place.get_by_label(self.t(field.label), exact=True)
            control.fill("\n".join(value) if isinstance(value, list) else value)
        saved(control)

    def _fill_phones(self, place: Locator, phones: list[dict[str, Any]]) -> None:
        for at, phone in enumerate(phones):
            group = place.get_by_role("group", name=self.t("Number {n}", n=at + 1), exact=True)
            number = group.get_by_label(self.t("Number"), exact=True)
            number.fill(phone["number"])
            for use in ("call", "text"):
                group.get_by_label(self.t(f"to {use}"), exact=True).set_checked(use in phone["for"])
            saved(number)

    def _button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=self.t(words), exact=True)


def field_of(section: Section, name: str) -> Field:
    return next(field for field in section.fields if field.name == name)

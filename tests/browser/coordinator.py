"""Hands of someone who helps with a plan: invited by its owner, in a browser and under a name of their own."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import expect

from pwa.plan.record_sections import AGREEMENT
from pwa.plan.section import Section
from pwa.plan.sections import SECTIONS
from tests.browser import editor
from tests.browser.conftest import Phone
from tests.browser.editor import saved
from tests.browser.hands import Hands, field_of
from tests.conftest import Server

PAST = "What happened before"


def invite(hands: Hands, server: Server, name: str, rights: Mapping[str, str]) -> str:
    """Make recovery words and an invitation as the owner does; its link. ``rights`` stand by their headings."""
    page = editor.go(hands.phone, server, hands, "recovery")  # type: ignore[arg-type]
    page.get_by_role("button", name="Show my words").click()
    expect(page.locator("[data-word]")).to_have_count(13)
    words = " ".join(page.locator("[data-word]").all_inner_texts())
    page.get_by_role("button", name="I have written them down").click()
    expect(page.get_by_text("These are my words now.")).to_be_visible()
    page.goto(f"{server.url}/en/{hands.slot}/helpers")
    page.get_by_label("Their name").fill(name)
    page.get_by_text("What they can read or write: 2 parts").click()
    for heading, right in rights.items():
        page.get_by_label(heading, exact=True).select_option(right)
    page.get_by_label(PAST, exact=True).check()
    page.get_by_label("Yes, they may read what happened before").check()
    page.get_by_label("They may write how they see it, beside my words").check()
    expect(page.get_by_text(f"What they can read or write: {len(rights) + 3} parts")).to_be_visible()
    page.get_by_label("My recovery words").fill(words)
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.get_by_role("heading", name=f"The invitation for {name}")).to_be_visible()
    found = re.search(r"http[^\s\"<]*/en/with/new#[\w-]{43}", page.content())
    assert found
    return found[0]


class Coordinator:
    """Takes an invitation, reads what is given, and writes what is theirs."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self.page = phone.page
        self._server = server
        self._slot = ""

    def begins(self, link: str) -> list[str]:
        """Take the invitation; the parts that can be opened, each with the right."""
        self.page.goto(link)
        self._press("Begin to help")
        parts = self.page.locator(".pp-parts a")
        expect(parts.first).to_be_visible()
        self._slot = self.page.url.split("/")[-2]
        return [" ".join(one.split()) for one in parts.all_inner_texts()]

    def opens(self, section: Section) -> str:
        """Go to a part; its words."""
        self.page.goto(f"{self._server.url}/en/{self._slot}/with/{SECTIONS.index(section)}")
        self.page.wait_for_function("() => window.did_handshake === true")
        return self.page.locator("main").inner_text()

    def adds(self, section: Section, content: Mapping[str, Any]) -> None:
        """Write an entry of one's own in the part that is open."""
        first, *others = content
        rows = self.page.locator("[data-entry]")
        count = rows.count()
        self.page.get_by_label("Add one, in my own words").fill(content[first])
        self._press("Add")
        expect(rows).to_have_count(count + 1)
        for name in others:
            self._fills(field_of(section, name).label, content[name])
        self._done()

    def speaks_for_the_team(self, point: Mapping[str, Any]) -> None:
        """Say what the team says to one of the person's points."""
        self._press(f"Speak for the care team: {point['point'][:60]}")
        says = (field_of(AGREEMENT, "team").choices or {})[point["team"]]
        control = self.page.get_by_role("radio", name=says, exact=True)
        control.check()
        saved(control)
        if "team_note" in point:
            self._fills("Their note", point["team_note"])
        self._done()

    def sees(self, event: str, view: Mapping[str, str]) -> None:
        """Write a view of an event: labels with words."""
        self._press(f"Write how you see it: {event[:60]}")
        for label, words in view.items():
            self._fills(label, words)
        self._done()

    def _fills(self, label: str, words: str) -> None:
        field = self.page.get_by_role("textbox", name=label, exact=True)
        field.fill(words)
        saved(field)

    def _done(self) -> None:
        self._press("Done")
        expect(self.page.get_by_role("button", name="Done")).to_have_count(0)

    def _press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

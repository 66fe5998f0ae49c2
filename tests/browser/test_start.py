"""The set-up in a real browser: short, and nothing typed is lost whatever happens to page, line or server."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

STEPS = 9
WITHOUT_SERVER = ("ERR_CONNECTION_REFUSED", "WebSocket connection", "ERR_INTERNET_DISCONNECTED", "ERR_EMPTY_RESPONSE")
VARIANTS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "text200": {},
    "pseudo": {},
    "rtl": {},
}
LANGUAGES = {"pseudo": "en-XA", "rtl": "ar-XB"}


class Person:
    """Someone with a phone, whose taps and filled fields are counted."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self.phone, self.server, self.page = phone, server, phone.page
        self.taps = self.fields = 0
        self.page.set_default_timeout(10_000)

    def tap(self, target: str | Locator) -> None:
        """Tap a button by its words."""
        self.taps += 1
        (target if isinstance(target, Locator) else self.button(target)).tap()

    def write(self, label: str, words: str) -> None:
        """Tap a field and type into it, key by key."""
        field = self.field(label)
        self.tap(field)
        self.fields += 1
        field.press_sequentially(words)

    def button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=words, exact=True)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def sees(self, heading: str) -> None:
        """Wait for the heading of a screen."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def begins(self) -> None:
        """Make a plan and come to the first step."""
        self.page.goto(self.server.url)
        self.tap("Make my plan (3 minutes)")
        self.sees("What do you need to stay safe?")
        self.tap("Begin")
        self.tap("Yes")
        self.sees("Does anyone else pick up this phone?")
        self.tap("Next")
        self.sees("One person I can call")

    def skips_to(self, heading: str) -> None:
        """Skip steps until one with this heading is shown."""
        headings = ("One person I can call", "What helps me", "My early signs", "What makes things worse")
        for passed in headings[: headings.index(heading)]:
            self.sees(passed)
            self.tap("Skip")
        self.sees(heading)

    def plan(self) -> dict[str, Any]:
        """The plan as the phone gets it."""
        reply = self.page.request.get(f"{self.server.url}/api/plans/mine")
        assert reply.status == 200
        plan: dict[str, Any] = reply.json()
        return plan

    def texts(self, section: str, field: str = "text") -> list[str]:
        """The texts of a section in their order."""
        entries = self.plan()["sections"].get(section, [])
        return [entry["content"][field] for entry in entries if not entry.get("away")]


@pytest.fixture
def person(server: Server, phone: Phone) -> Person:
    return Person(phone, server)


def test_a_usable_plan_takes_few_taps_and_fields(person: Person) -> None:
    person.begins()
    person.write("Name", "My sister")
    person.write("Number", "07700 900112")
    person.tap("Put this person on my plan")
    person.sees("What helps me")
    person.write("Add one, in my own words", "Walk to the canal and back")
    person.tap("Add")
    expect(person.page.get_by_text("Walk to the canal and back")).to_be_visible()
    person.write("Add one, in my own words", "Cold water on my wrists")
    person.tap("Next")
    person.sees("My early signs")
    person.write("Add one, in my own words", "I stop opening letters")
    person.tap("Next")
    person.sees("What makes things worse")
    person.write("Add one, in my own words", "Being told to calm down")
    person.tap("Next")
    person.sees("People I don't want called")
    person.tap("Skip")
    person.sees("My recovery words")
    person.tap("Later")
    person.page.wait_for_url(f"{person.server.url}/")
    expect(person.page.get_by_text("My sister").first).to_be_visible()
    expect(person.page.get_by_text("Walk to the canal and back").first).to_be_visible()
    assert person.taps <= 25
    assert person.fields <= 6
    plan = person.plan()["sections"]
    assert plan["contacts"][0]["content"] == {
        "name": "My sister",
        "phones": [{"number": "07700 900112", "for": ["call"]}],
    }
    assert person.texts("coping") == ["Walk to the canal and back", "Cold water on my wrists"]
    assert person.texts("warning_signs") == ["I stop opening letters"]
    assert person.texts("unsafe") == ["Being told to calm down"]


def test_the_country_is_guessed_but_never_applied_before_the_answer(person: Person) -> None:
    person.page.goto(person.server.url)
    person.tap("Make my plan (3 minutes)")
    person.tap("Begin")
    person.sees("Your country: United Kingdom. Is that right?")
    assert "region" not in {entry["id"] for entry in person.plan()["sections"].get("settings", [])}
    person.tap("Somewhere else")
    person.sees("Which country are you in?")
    person.field("Country").select_option(label="Ireland")
    person.tap("Next")
    person.sees("Does anyone else pick up this phone?")
    settings = {entry["id"]: entry["content"]["value"] for entry in person.plan()["sections"]["settings"]}
    assert settings["region"] == "IE"


def test_someone_who_shares_the_phone_is_told_about_hide(person: Person) -> None:
    person.page.goto(person.server.url)
    person.tap("Make my plan (3 minutes)")
    person.tap("Begin")
    person.tap("Yes")
    advice = person.page.get_by_text("shows kitchen measures at once")
    expect(advice).to_be_hidden()
    person.tap(person.field("sometimes"))
    expect(advice).to_be_visible()
    assert person.page.title() == "Notes"


def test_a_crisis_line_can_stand_in_for_a_person(person: Person) -> None:
    person.begins()
    nobody, somebody = "Nobody right now. Put a crisis line here", "Put this person on my plan"
    assert size(person.button(nobody)) == size(person.button(somebody))
    person.tap(nobody)
    person.sees("What helps me")
    expect(person.page.get_by_text("Samaritans is on your plan now.")).to_be_visible()
    person.tap("Back")
    person.tap(nobody)
    person.sees("What helps me")
    assert person.texts("contacts", "name") == ["Samaritans"]


def test_an_idea_is_put_into_the_field_and_made_ones_own(person: Person) -> None:
    person.begins()
    person.skips_to("What helps me")
    person.page.get_by_text("Ideas", exact=True).tap()
    person.tap("Walk to … and back")
    field = person.field("Add one, in my own words")
    expect(field).to_have_value("Walk to … and back")
    field.fill("Walk to the canal and back")
    person.tap("Add")
    expect(person.button("Change: Walk to the canal and back")).to_be_visible()
    person.tap("Run cool water over my hands")
    person.tap("Next")
    person.sees("My early signs")
    entries = person.plan()["sections"]["coping"]
    assert [entry["content"]["text"] for entry in entries] == [
        "Walk to the canal and back",
        "Run cool water over my hands",
    ]
    assert [entry.get("phrase") for entry in entries] == [None, "coping.cool_water"]


def test_what_was_added_can_be_changed_and_put_away(person: Person) -> None:
    person.begins()
    person.skips_to("What helps me")
    for words in ("One", "Two"):
        person.write("Add one, in my own words", words)
        person.page.keyboard.press("Enter")
        expect(person.button(f"Change: {words}")).to_be_visible()
    person.tap("Change: One")
    person.field("In my own words").fill("One, but better")
    person.tap("Done")
    expect(person.button("Change: One, but better")).to_be_visible()
    person.tap("Change: Two")
    person.tap("Put away")
    expect(person.button("Change: Two")).to_be_hidden()
    assert person.texts("coping") == ["One, but better"]


def test_words_typed_just_before_a_reload_are_there_after_it(person: Person) -> None:
    person.begins()
    person.skips_to("What helps me")
    person.write("Add one, in my own words", "Walk to the canal")
    person.page.reload()
    person.sees("What helps me")
    expect(person.page.get_by_label(re.compile("in my own words", re.IGNORECASE)).first).to_be_visible()
    person.page.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))")
    assert person.texts("coping") == ["Walk to the canal"]


def test_a_number_typed_before_the_name_waits_for_it(person: Person) -> None:
    person.begins()
    person.write("Number", "07700 900112")
    person.tap("Put this person on my plan")
    expect(person.page.get_by_text("Please add a name, so that the number can be saved.")).to_be_visible()
    person.page.reload()
    expect(person.field("Number")).to_have_value("07700 900112")
    person.write("Name", "My sister")
    person.tap(person.field("I can text this number too"))
    person.tap("Put this person on my plan")
    person.sees("What helps me")
    contact = person.plan()["sections"]["contacts"][0]["content"]
    assert contact["phones"] == [{"number": "07700 900112", "for": ["call", "text"]}]
    person.tap("Back")
    expect(person.field("Name")).to_have_value("My sister")
    expect(person.field("Number")).to_have_value("07700 900112")
    expect(person.field("I can text this number too")).to_be_checked()


def test_nothing_is_lost_when_the_server_is_killed_and_comes_back(person: Person) -> None:
    person.phone.forgive(*WITHOUT_SERVER)
    person.begins()
    person.write("Name", "My sister")
    person.field("Number").tap()
    expect(person.page.get_by_text("Saved", exact=True)).to_be_visible()
    person.server.kill()
    person.field("Number").press_sequentially("07700 900112")
    expect(person.page.get_by_text("The line has dropped.")).to_be_visible()
    person.tap("Put this person on my plan")
    person.server.start()
    expect(person.page.get_by_text("The line has dropped.")).to_be_hidden(timeout=60_000)
    person.sees("One person I can call")
    expect(person.field("Name")).to_have_value("My sister")
    expect(person.field("Number")).to_have_value("07700 900112")
    person.tap("Put this person on my plan")
    person.sees("What helps me")
    contact = person.plan()["sections"]["contacts"][0]["content"]
    assert contact == {"name": "My sister", "phones": [{"number": "07700 900112", "for": ["call"]}]}


def test_nothing_is_lost_without_a_connection(person: Person) -> None:
    person.phone.forgive(*WITHOUT_SERVER)
    person.begins()
    person.skips_to("My early signs")
    person.phone.context.set_offline(True)
    person.write("Add one, in my own words", "I stop opening letters")
    dropped = person.page.get_by_text("The line has dropped.")
    expect(dropped).to_be_visible()
    person.tap("Next")
    person.sees("My early signs")
    person.phone.context.set_offline(False)
    expect(dropped).to_be_hidden(timeout=30_000)
    person.sees("My early signs")
    person.tap("Next")
    person.sees("What makes things worse")
    assert person.texts("warning_signs") == ["I stop opening letters"]


def test_back_on_the_phone_leads_to_the_step_before(person: Person) -> None:
    person.begins()
    person.tap("Skip")
    person.sees("What helps me")
    person.page.go_back()
    person.sees("One person I can call")
    person.page.go_forward()
    person.sees("What helps me")
    expect(person.page.get_by_text("Step 2 of 5")).to_be_visible()
    assert person.page.evaluate("() => document.activeElement.tagName") == "H1"


def test_the_same_person_in_two_lists_is_asked_about(person: Person) -> None:
    person.begins()
    person.write("Name", "Alex")
    person.write("Number", "07700 900112")
    person.tap("Put this person on my plan")
    for heading in ("What helps me", "My early signs", "What makes things worse"):
        person.sees(heading)
        person.tap("Skip")
    person.sees("People I don't want called")
    person.write("Add a person: the name", "alex")
    person.tap("Next")
    question = person.page.get_by_role("heading", name="“Alex” is in two lists. Which is right?")
    expect(question).to_be_visible()
    person.tap("Only in “Who I can call”")
    expect(question).to_be_hidden()
    person.tap("Next")
    person.sees("My recovery words")
    assert person.texts("contacts", "name") == ["Alex"]
    assert person.texts("avoid", "name") == []


def test_recovery_words_open_the_plan_on_another_phone(person: Person, new_phone: Callable[..., Phone]) -> None:
    person.begins()
    person.write("Name", "My sister")
    person.page.goto(f"{person.server.url}/en/start?step=8")
    expect(person.page.get_by_text("Whoever has these words can read everything.")).to_be_visible()
    person.tap("Show my words")
    words = person.page.locator("[data-word]")
    expect(words).to_have_count(13)
    code = " ".join(words.all_inner_texts())
    expect(person.button("I have written them down")).to_be_visible()
    person.page.reload()
    expect(person.page.get_by_text("If you make new ones, the old ones stop working.")).to_be_visible()
    other = Person(new_phone(), person.server)
    other.page.goto(person.server.url)
    other.tap("I already have a plan")
    other.page.get_by_label("Type or paste").fill(code)
    other.tap("Open my plan")
    expect(other.page.get_by_text("My sister").first).to_be_visible()


def test_recovery_words_can_be_copied(person: Person) -> None:
    person.phone.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=person.server.url)
    person.begins()
    person.page.goto(f"{person.server.url}/en/start?step=8")
    person.tap("Show my words")
    person.tap("Copy")
    expect(person.page.get_by_text("Copied.")).to_be_visible()
    copied = person.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.split() == person.page.locator("[data-word]").all_inner_texts()


def test_without_a_plan_the_set_up_leads_to_the_first_page(person: Person) -> None:
    person.page.goto(f"{person.server.url}/en/start?step=4")
    person.page.get_by_role("link", name="Go to my plan").tap()
    expect(person.button("Make my plan (3 minutes)")).to_be_visible()


def test_a_plan_with_content_is_added_to(person: Person, make_plan: Callable[..., Holder], server: Server) -> None:
    holder = make_plan(server)
    holder.add("contacts", name="Grace", phones=[{"number": "07700 900348", "for": ["text"]}])
    holder.add("coping", text="Breathe out slowly")
    person.phone.context.add_cookies(holder.cookies)
    person.page.goto(f"{server.url}/en/start")
    person.tap("Begin")
    person.sees("Does anyone else pick up this phone?")
    person.tap("Next")
    expect(person.page.get_by_text("Already on your plan: Grace")).to_be_visible()
    person.write("Name", "My sister")
    person.tap("Put this person on my plan")
    expect(person.button("Change: Breathe out slowly")).to_be_visible()
    assert person.texts("contacts", "name") == ["Grace", "My sister"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_screen_is_clear_for_everyone(
    variant: str,
    shared_server: Server,
    make_plan: Callable[..., Holder],
    new_phone: Callable[..., Phone],
    axe: Callable[[Page], list[str]],
) -> None:
    phone = new_phone(**VARIANTS[variant])
    holder = make_plan(shared_server)
    holder.add("coping", text="Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle")
    phone.context.add_cookies(holder.cookies)
    for step in range(STEPS):
        phone.page.goto(f"{shared_server.url}/{LANGUAGES.get(variant, 'en')}/start?step={step}")
        phone.page.locator(".pp-ways button").first.wait_for()
        if variant == "text200":
            phone.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        if step == STEPS - 1:
            phone.page.locator(".pp-button-primary").first.tap()
            phone.page.locator("[data-word]").first.wait_for()
        assert axe(phone.page) == []
        assert phone.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        assert small_targets(phone.page) == []
        if variant == "light" and step < STEPS - 1:
            assert phone.page.evaluate("() => document.documentElement.scrollHeight - innerHeight") <= 0


def size(target: Locator) -> tuple[float, float]:
    """Width and height in CSS pixels."""
    box = target.bounding_box()
    assert box
    return round(box["width"]), round(box["height"])


def small_targets(page: Page) -> list[str]:
    """Buttons and fields that a thumb can miss."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("button, .pp-input, .pp-tick, summary, header a")]
          .filter((one) => one.checkVisibility())
          .filter((one) => { const box = one.getBoundingClientRect(); return box.width < 44 || box.height < 44; })
          .map((one) => one.outerHTML.slice(0, 100))"""
    )
    return found

"""The set-up in a real browser: short, kind, and clear for everyone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.person import Person, size, small_targets
from tests.conftest import Holder, Server

STEPS = 9
VARIANTS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "text200": {},
    "pseudo": {},
    "rtl": {},
}
LANGUAGES = {"pseudo": "en-XA", "rtl": "ar-XB"}


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
    person.sees("Which part of the country are you in?")
    person.tap("Next")
    advice = person.page.get_by_text("shows kitchen measures at once")
    expect(advice).to_be_hidden()
    person.tap(person.field("sometimes"))
    expect(advice).to_be_visible()
    assert person.page.title() == "Notes"


def test_with_nobody_to_call_the_phone_draws_the_line_and_the_plan_holds_none(person: Person) -> None:
    person.begins()
    nobody, somebody = "Nobody right now. Put a crisis line here", "Put this person on my plan"
    assert size(person.button(nobody)) == size(person.button(somebody))
    person.tap(nobody)
    person.sees("What helps me")
    assert person.texts("contacts", "name") == []
    person.page.goto(person.server.url)
    expect(person.page.get_by_text("Samaritans").first).to_be_visible()


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
    expect(person.button("Put away")).to_be_hidden()
    expect(person.button("Change: Two")).to_be_hidden()
    assert person.texts("coping") == ["One, but better"]


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
    expect(question).to_be_in_viewport()
    assert question.evaluate("(heading) => document.activeElement.contains(heading)")
    person.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    person.tap("Next")
    expect(question).to_be_in_viewport()
    person.tap("Only in “Who I can call”")
    expect(question).to_be_hidden()
    expect(person.page.get_by_text("Put away. You find it at the end of that list.")).to_be_visible()
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
    expect(person.page.get_by_text("The old ones work until you have written down new ones.")).to_be_visible()
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

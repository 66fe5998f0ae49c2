"""Editing a plan at the desk: everything a person can do to it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.editor import add, go, new_field, row, saved, texts
from tests.conftest import Holder, Server

HARD = json.loads((Path(__file__).parent.parent / "plans" / "hard.json").read_text())
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_what_is_written_is_saved_by_itself(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).fill("Cold water on my wrists")
    saved(new_field(page))
    assert texts(holder, "coping") == ["Cold water on my wrists"]


def test_entries_keep_their_order_when_moved_by_buttons_and_keys(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    add(page, "one", "two", "three")
    page.get_by_role("button", name="Move up: three").click()
    expect(page.get_by_text("Moved. It is now 2 of 3.")).to_be_visible()
    expect(page.get_by_role("button", name="Move up: three")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("Moved. It is now 1 of 3.")).to_be_visible()
    assert texts(holder, "coping") == ["three", "one", "two"]


def test_entry_is_changed_in_place(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("safe", text="The bench")
    page = go(phone, shared_server, holder, "safe")
    page.get_by_role("button", name="Change: The bench").click()
    field = page.get_by_label("In my own words", exact=True)
    expect(field).to_be_focused()
    field.fill("The bench by the lock")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Change: The bench by the lock")).to_be_focused()
    assert texts(holder, "safe") == ["The bench by the lock"]


def test_entry_is_put_away_and_brought_back(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("safe", text="Radio on low")
    page = go(phone, shared_server, holder, "safe")
    page.get_by_role("button", name="Change: Radio on low").click()
    page.get_by_role("button", name="Put away").click()
    page.get_by_text("Put away (1)").click()
    assert holder.read()["sections"]["safe"][0]["away"] is True
    page.get_by_role("button", name="Bring back: Radio on low").click()
    expect(page.get_by_role("button", name="Change: Radio on low")).to_be_visible()
    assert texts(holder, "safe") == ["Radio on low"]


def test_deleted_words_leave_the_plan_and_undo_brings_them_back(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    for words in ("one", "two", "three"):
        holder.add("safe", text=words)
    before = holder.read()["sections"]["safe"]
    page = go(phone, shared_server, holder, "safe")
    page.get_by_role("button", name="Change: two").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert "two" not in json.dumps(holder.read())
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "two")).to_be_visible()
    assert holder.read()["sections"]["safe"] == before


def test_only_me_is_marked(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("safe", text="My blanket")
    page = go(phone, shared_server, holder, "safe")
    page.get_by_role("button", name="Change: My blanket").click()
    page.get_by_label("Only me").check()
    saved(page.get_by_label("Only me"))
    assert holder.read()["sections"]["safe"][0]["only_me"] is True
    page.get_by_role("button", name="Done").click()
    expect(row(page, "My blanket").get_by_text("Only me", exact=True)).to_be_visible()


def test_person_gets_several_numbers(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "contacts")
    page.get_by_label("Add a person: the name").fill("Grace")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Who they are to me")).to_be_focused()
    page.get_by_label("Number", exact=True).fill("07700 900348")
    page.get_by_label("to text").check()
    page.get_by_role("button", name="Add another number").click()
    page.get_by_label("Number", exact=True).nth(1).fill("020 7946 0123")
    page.get_by_label("Also at night").check()
    page.get_by_label("When I can call").fill("evenings")
    page.get_by_role("button", name="Done").click()
    expect(row(page, "Grace")).to_contain_text("020 7946 0123")
    expect(row(page, "Grace")).to_contain_text("evenings")
    assert holder.read()["sections"]["contacts"][0]["content"] == {
        "name": "Grace",
        "phones": [{"number": "07700 900348", "for": ["call", "text"]}, {"number": "020 7946 0123", "for": ["call"]}],
        "when": "evenings",
        "night": True,
    }


def test_odd_number_is_asked_about_and_saved(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "about")
    page.get_by_label("My own number").fill("javascript:alert(1)")
    expect(page.get_by_text("Saved. Does this number look right?")).to_be_visible()
    assert holder.read()["sections"]["about"][0]["content"] == {"value": "javascript:alert(1)"}


def test_idea_is_a_start_and_known_as_long_as_it_is_unchanged(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    page.get_by_text("Ideas", exact=True).click()
    idea = page.locator(".pp-ideas button").first
    words = idea.inner_text()
    idea.click()
    expect(new_field(page)).to_have_value(words)
    saved(new_field(page))
    assert holder.read()["sections"]["coping"][0]["phrase"]
    new_field(page).fill(f"{words} with Grace")
    saved(new_field(page))
    entry = holder.read()["sections"]["coping"][0]
    assert entry["content"] == {"text": f"{words} with Grace"}
    assert "phrase" not in entry


def test_answer_points_at_what_it_answers(phone: Phone, shared_server: Server, holder: Holder) -> None:
    letters = holder.add("stressors", text="Letters about money")
    page = go(phone, shared_server, holder, "stressor_plan")
    new_field(page).fill("Open them on Thursday")
    page.keyboard.press("Enter")
    page.get_by_label("What it answers").select_option("Letters about money")
    saved(page.get_by_label("What it answers"))
    content = holder.read()["sections"]["stressor_plan"][0]["content"]
    assert content == {"text": "Open them on Thursday", "for": letters}


def test_two_texts_of_one_entry_are_shown_until_one_is_chosen(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    entry = holder.add("safe", text="The bench")
    now = holder.read()["sections"]["safe"][0]["revision"]
    edit = {"kind": "edit", "section": "safe", "entry": entry, "based_on": now}
    holder.change({**edit, "content": {"text": "The bench by the lock"}})
    assert holder.post({**edit, "content": {"text": "The old bench"}}).json()["results"][0]["result"] == "kept_both"
    page = go(phone, shared_server, holder, "safe")
    expect(page.get_by_text("Which one do you want?")).to_be_visible()
    page.get_by_role("button", name="This one: The old bench").click()
    expect(page.get_by_text("Which one do you want?")).to_be_hidden()
    stored = holder.read()["sections"]["safe"][0]
    assert stored["content"] == {"text": "The old bench"}
    assert "rivals" not in stored


def test_two_texts_of_one_field_are_shown_until_one_is_chosen(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    change = {"kind": "set_field", "section": "about", "entry": "seen_by", "based_on": None}
    holder.change({**change, "value": "A woman"})
    assert holder.post({**change, "value": "Dr Osei"}).json()["results"][0]["result"] == "kept_both"
    page = go(phone, shared_server, holder, "about")
    expect(page.get_by_text("Which one do you want?")).to_be_visible()
    page.get_by_role("button", name="This one: Dr Osei").click()
    expect(page.get_by_text("Which one do you want?")).to_be_hidden()
    field = page.get_by_label("Who I would rather be seen by")
    expect(field).to_have_value("Dr Osei")
    field.press("End")
    field.press_sequentially(" or a woman")
    saved(field)
    stored = next(entry for entry in holder.read()["sections"]["about"] if entry["id"] == "seen_by")
    assert stored["content"] == {"value": "Dr Osei or a woman"}
    assert "rivals" not in stored


@pytest.mark.parametrize("answer", ["Who I can call", "People I don't want called"])
def test_person_in_both_lists_is_asked_about(answer: str, phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("contacts", name="My sister")
    page = go(phone, shared_server, holder, "avoid")
    page.get_by_label("Add a person: the name").fill("my  Sister")
    expect(page.get_by_text("“My sister” is in two lists. Which is right?")).to_be_visible()
    page.get_by_role("button", name=f"Only in “{answer}”").click()
    expect(page.get_by_text("Which is right?")).to_be_hidden()
    left = {section for section in ("contacts", "avoid") if texts(holder, section, "name")}
    assert left == {"contacts" if answer == "Who I can call" else "avoid"}


def test_number_in_both_lists_may_be_right(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("contacts", name="Sam", phones=[{"number": "07700 900112", "for": ["call"]}])
    holder.add("avoid", name="My employer", number="+44 7700 900112")
    page = go(phone, shared_server, holder, "contacts")
    page.get_by_role("button", name="Both are right").click()
    expect(page.get_by_text("Which is right?")).to_be_hidden()
    assert (texts(holder, "contacts", "name"), texts(holder, "avoid", "name")) == (["Sam"], ["My employer"])
    page.reload()
    expect(page.get_by_text("Sam", exact=True).first).to_be_visible()
    expect(page.get_by_text("Which is right?")).to_be_hidden()


def test_text_that_is_too_long_stays_in_the_field_with_the_reason(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "coping")
    new_field(page).fill("a" * 2001)
    reason = page.get_by_text(re.compile("^This text is too long"))
    expect(reason).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile("^This text is too long"))).to_be_visible()
    expect(page.get_by_label("In my own words", exact=True)).to_have_value("a" * 2001)
    assert texts(holder, "coping") == []
    page.get_by_label("In my own words", exact=True).fill("a" * 2000)
    saved(page.get_by_label("In my own words", exact=True))
    assert texts(holder, "coping") == ["a" * 2000]


def test_country_and_language_are_changed_here(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "settings")
    page.get_by_label(re.compile("^Country")).select_option("FR")
    saved(page.get_by_label(re.compile("^Country")))
    page.get_by_label("sometimes").check()
    saved(page.get_by_label("sometimes"))
    settings = {entry["id"]: entry["content"]["value"] for entry in holder.read()["sections"]["settings"]}
    assert (settings["region"], settings["shared_phone"]) == ("FR", "sometimes")


def test_preview_shows_each_change(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "coping")
    page.get_by_text("How it looks on my phone").click()
    add(page, "Put on the long playlist")
    expect(page.locator(".pp-plan-view").get_by_text("Put on the long playlist").first).to_be_visible()

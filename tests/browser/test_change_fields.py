"""The views that change a plan: each kind of field, what was typed and not saved, and two texts side by side."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.changing import (
    add_words,
    british,
    calm,
    first_screen,
    holder,
    on_server,
    open_entry,
    open_view,
    page,
    tap,
    texts_in,
)
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

__all__ = ["british", "holder", "page"]

# Words stand in the list or in the field for one more, and not in both.
ONCE = """(words) => {
  const field = document.querySelector("#pp-typed");
  const rows = [...document.querySelectorAll("#view [data-act=entry]")];
  return field && rows.filter((row) => row.textContent.includes(words)).length + (field.value === words ? 1 : 0) === 1;
}"""


def test_a_person_gets_a_number_right_after_the_name(page: Page, holder: Holder) -> None:
    open_view(page, "change-contacts")
    add_words(page, "Ola")
    number = page.locator("#view input[type=tel]")
    expect(number).to_be_focused()
    number.fill("07700 900123")
    page.get_by_label("to text").check()
    tap(page, "Save")
    expect(page.locator("#view [data-act=field]", has_text="07700 900123")).to_contain_text("to call and to text")
    tap(page, "Also at night")
    calm(page)
    page.locator("#view [data-field=relation]").tap()
    page.locator("#pp-typed").fill("my neighbour")
    tap(page, "Save")
    on_server(holder, lambda plan: "relation" in plan.get("contacts", [{"content": {}}])[0]["content"])
    content = holder.read()["sections"]["contacts"][0]["content"]
    assert content == {
        "name": "Ola",
        "phones": [{"number": "07700 900123", "for": ["call", "text"]}],
        "night": True,
        "relation": "my neighbour",
    }
    calm(page)
    page.locator("#view [data-act=field]", has_text="07700 900123").tap()
    tap(page, "Remove this number")
    on_server(holder, lambda plan: "phones" not in plan["contacts"][0]["content"])


def test_the_fitting_field_for_each_value(page: Page, holder: Holder) -> None:
    sign = holder.add("warning_signs", text="I stop watering the plants")
    page.reload()
    shown = []
    for name in ("my_phone", "next_look", "address", "written_with", "languages"):
        open_view(page, f"field-about-{name}-{name}")
        shown.append(page.locator("#pp-typed").evaluate("(one) => [one.localName, one.type, one.inputMode].join(' ')"))
    assert shown == ["input tel tel", "input date ", "textarea textarea ", "textarea textarea ", "input text "]
    expect(page.locator("#view .pp-entry-words")).to_have_count(0)
    open_view(page, f"field-warning_signs-{sign}-level")
    page.locator("#pp-typed").select_option(label="early")
    tap(page, "Save")
    on_server(holder, lambda plan: plan["warning_signs"][0]["content"].get("level") == "early")


def test_a_named_field_is_written_changed_and_deleted(page: Page, holder: Holder) -> None:
    open_view(page, "change-about")
    calm(page)
    page.locator('#view [data-entry="languages"]').tap()
    page.locator("#pp-typed").fill("Turkish, English")
    tap(page, "Save")
    expect(page.locator('#view [data-entry="languages"]')).to_contain_text("Turkish, English")
    on_server(holder, lambda plan: _about(plan, "languages") == ["Turkish, English"])
    calm(page)
    page.locator('#view [data-entry="languages"]').tap()
    tap(page, "Delete", exact=False)
    page.go_back()
    tap(page, "The name I like Add", exact=False)
    page.locator("#pp-typed").fill("Deniz")
    tap(page, "Save")
    on_server(holder, lambda plan: _about(plan, "languages") == [] and _about(plan, "name_i_like") == ["Deniz"])


def _about(plan: dict[str, list[Any]], name: str) -> list[str]:
    return [one["content"]["value"] for one in plan.get("about", []) if one["id"] == name]


def test_what_is_typed_survives_a_reload_and_a_crash(page: Page, phone: Phone, british: Server) -> None:
    open_view(page, "change-coping")
    page.locator("#pp-typed").press_sequentially("Half a senten")
    page.wait_for_function(STORED, arg="Half a senten")
    page.reload()
    expect(page.locator("#pp-typed")).to_have_value("Half a senten")
    page.locator("#pp-typed").press("End")
    page.locator("#pp-typed").press_sequentially("ce")
    expect(page.locator("#pp-typed")).to_have_value("Half a sentence")
    page.wait_for_function(STORED, arg="Half a sentence")
    page.close()
    again = phone.context.new_page()
    again.goto(f"{british.url}/#change-coping")
    expect(again.locator("#pp-typed")).to_have_value("Half a sentence")
    again.locator("#view [data-act=add]").tap()
    expect(again.locator("#pp-typed")).to_have_value("")
    again.reload()  # maybe before it was kept: then it stands in its field once more
    again.wait_for_function(ONCE, arg="Half a sentence")
    if again.locator("#pp-typed").input_value():
        again.locator("#view [data-act=add]").tap()
    expect(again.locator("#view [data-act=entry]")).to_have_count(3)
    again.reload()
    expect(again.locator("#view [data-act=entry]")).to_have_count(3)
    expect(again.locator("#pp-typed")).to_have_value("")


STORED = """(text) => new Promise((done) => {
  const asked = indexedDB.open("notes");
  asked.onsuccess = async () => {
    const found = [];
    for (const name of asked.result.objectStoreNames) {
      const all = asked.result.transaction(name).objectStore(name).getAll();
      await new Promise((next) => { all.onsuccess = next; });
      found.push(JSON.stringify(all.result));
    }
    asked.result.close();
    done(found.join().includes(text));
  };
})"""


def test_empty_and_too_long_are_said_kindly_and_nothing_is_lost(page: Page) -> None:
    open_view(page, "change-coping")
    tap(page, "Add")
    expect(page.get_by_role("alert").locator("visible=true")).to_have_text("Write something first.")
    expect(page.locator("#pp-typed")).to_be_focused()
    page.locator("#pp-typed").fill("x" * 2001)
    tap(page, "Add")
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("This text is too long")
    expect(page.locator("#pp-typed")).to_have_value("x" * 2001)
    page.locator("#pp-typed").fill("")
    open_entry(page, "Open the window")
    tap(page, "Change the words")
    page.locator("#pp-typed").fill("")
    tap(page, "Save")
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("This can't be left empty.")


def test_two_texts_stand_side_by_side_until_one_is_picked(page: Page, holder: Holder) -> None:
    entry = holder.read()["sections"]["coping"][0]
    edit = {"kind": "edit", "section": "coping", "entry": entry["id"], "based_on": entry["revision"]}
    holder.change({**edit, "content": {"text": "Open the door"}, "device": "tablet", "day": "2026-11-25"})
    reply = holder.post({**edit, "content": {"text": "Open both windows"}, "device": "tablet", "day": "2026-11-24"})
    assert reply.json()["results"][0]["result"] == "kept_both"
    page.reload()
    section = page.locator('.pp-section[data-section="coping"]')
    expect(section).to_contain_text("from another device, Wednesday")
    assert page.locator(".pp-first").get_by_text("Which one").count() == 0
    tap(page, "Which one do you want?")
    calm(page)
    page.get_by_role("button", name="This one: Open both windows").tap()
    expect(page.locator("#view .pp-entry-words")).to_have_text("Open both windows")
    on_server(
        holder, lambda plan: "rivals" not in plan["coping"][0] and texts_in(plan["coping"])[0] == "Open both windows"
    )
    tap(page, "Undo")
    expect(page.get_by_role("button", name="This one: Open the door")).to_be_visible()


def test_words_from_elsewhere_are_not_written_over_by_what_was_begun_before(page: Page, holder: Holder) -> None:
    entry = holder.read()["sections"]["coping"][0]
    open_view(page, "change-coping")
    open_entry(page, "Open the window")
    tap(page, "Change the words")
    page.locator("#pp-typed").fill("Open my window")
    edit = {"kind": "edit", "section": "coping", "entry": entry["id"], "based_on": entry["revision"]}
    holder.change({**edit, "content": {"text": "Open the door"}})
    page.reload()
    expect(page.locator("#pp-typed")).to_have_value("Open my window")
    tap(page, "Save")
    expect(page.locator("#view .pp-choices")).to_contain_text("Open the door")
    on_server(holder, lambda plan: len(plan["coping"][0].get("rivals", [])) == 1)


def test_someone_in_two_lists_is_asked_about(page: Page, holder: Holder) -> None:
    holder.add("avoid", name="Mister Quill")
    holder.add("contacts", name="Ola", phones=[{"number": "07700 900123", "for": ["call"]}])
    page.reload()
    open_view(page, "change-contacts")
    add_words(page, "mister quill")
    expect(page.locator("#view input[type=tel]")).to_be_focused()
    page.go_back()
    expect(page.locator("#view .pp-notice")).to_contain_text("“mister quill” is in two lists. Which is right?")
    tap(page, "Only in “Who I can call”")
    expect(page.locator("#view .pp-notice")).to_have_count(0)
    on_server(holder, lambda plan: plan["avoid"][0].get("away", False))


LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "large": {},
    "right to left": {},
}


@pytest.mark.parametrize("look", LOOKS)
def test_no_barrier_is_found_in_any_view(
    british: Server,
    make_plan: Callable[..., Holder],
    new_phone: Callable[..., Phone],
    axe: Callable[[Page], list[str]],
    look: str,
) -> None:
    language = "ar-XB" if look == "right to left" else "en"
    holder = make_plan(british, language=language)
    step, _ = holder.add("coping", text="Open the window"), holder.add("coping", text="Count the chimneys")
    person = holder.add("contacts", name="Ola", phones=[{"number": "07700 900123", "for": ["call"]}])
    phone = new_phone(**LOOKS[look])
    phone.context.add_cookies(holder.cookies)
    page = first_screen(phone, british)
    if look == "large":
        page.evaluate(LARGER)
    names = ["parts", "change-coping", "change-about", f"entry-coping-{step}", f"entry-contacts-{person}"]
    fields = [f"field-coping-{step}-text", f"field-contacts-{person}-phones.0", "field-about-next_look-next_look"]
    for name in [*names, *fields]:
        page.evaluate("(name) => { location.hash = name; }", name)
        expect(page.locator(f'#view [data-name="{name}"]')).to_be_visible()
        assert axe(page) == [], name
        wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, name


LARGER = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% }");
  document.adoptedStyleSheets = [sheet];
}"""

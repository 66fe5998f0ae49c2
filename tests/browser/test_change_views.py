"""A plan is changed on the phone itself, part by part, with taps and with the keyboard alone; nothing typed is lost."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pwa.plan.sections import SECTIONS, Kind, Place
from tests.browser.conftest import Phone
from tests.browser.readable import until
from tests.conftest import Holder, Server

PARTS = [one for one in SECTIONS if one.place is not Place.DESK and one.kind is not Kind.RECORD]
WITH_ENTRIES = [one for one in PARTS if one.kind is not Kind.FIELDS]
# Words stand in the list or in the field for one more, and not in both.
ONCE = """(words) => {
  const field = document.querySelector("#pp-typed");
  const rows = [...document.querySelectorAll("#view [data-act=entry]")];
  return field && rows.filter((row) => row.textContent.includes(words)).length + (field.value === words ? 1 : 0) === 1;
}"""
PATIENCE_SECONDS = 15
CALM_MS = 400  # no sooner than a second tap by mistake would come


@pytest.fixture(scope="module")
def british(start_server: Callable[..., Server]) -> Server:
    return start_server("--development", POCKET_PLAN_REGION="GB")


@pytest.fixture
def holder(british: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan with two steps, whose cookie the phone holds."""
    holder = make_plan(british)
    holder.add("coping", text="Open the window")
    holder.add("coping", text="Count the chimneys")
    phone.context.add_cookies(holder.cookies)
    return holder


@pytest.fixture
def page(holder: Holder, phone: Phone, british: Server) -> Page:
    return _opened(phone, british)


def _opened(phone: Phone, server: Server) -> Page:
    phone.page.goto(server.url)
    expect(phone.page.locator("#plan .pp-plan")).to_be_visible()
    return phone.page


def _calm(page: Page) -> None:
    page.evaluate("(pause) => new Promise((done) => setTimeout(done, pause))", CALM_MS)


def _tap(page: Page, name: str, *, by_key: bool = False, exact: bool = True) -> None:
    """Use the button of a name in the view that is open, as a calm hand does."""
    _calm(page)
    here = page.locator("#view, #plan").locator("visible=true")
    button, switch = (here.get_by_role(role, name=name, exact=exact) for role in ("button", "switch"))
    _use(button.or_(switch).first, by_key)


def _use(control: Any, by_key: bool) -> None:
    if by_key:
        control.focus()
        control.press("Enter")
    else:
        control.tap()


def _view(page: Page, name: str) -> None:
    """Go to a view by its address, over the plan."""
    page.goto(f"{page.url.partition('#')[0]}#{name}")
    expect(page.locator(f'#view [data-name="{name}"]')).to_be_visible()


def _entry(page: Page, words: str, *, by_key: bool = False) -> None:
    _calm(page)
    _use(page.locator("#view [data-act=entry]", has_text=words), by_key)
    expect(page.locator("#view .pp-entry-words", has_text=words)).to_be_visible()


def _said(page: Page) -> Any:
    return page.locator("#view .pp-said")


def _on_server(holder: Holder, wanted: Callable[[dict[str, list[Any]]], bool]) -> None:
    """Wait until the plan on the server is as it is wanted."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not wanted(holder.read()["sections"]):
        assert time.monotonic() < deadline, holder.read()["sections"]
        time.sleep(0.1)


def _texts(entries: list[Any], name: str = "text") -> list[str]:
    return [entry["content"][name] for entry in entries if not entry.get("away")]


@pytest.mark.parametrize("by_key", [False, True], ids=["taps", "keyboard"])
@pytest.mark.parametrize("section", ["coping", "warning_signs", "care_for", "contacts", "avoid"])
def test_one_entry_through_its_whole_life(page: Page, holder: Holder, section: str, by_key: bool) -> None:
    kind = next(one.kind for one in WITH_ENTRIES if one.id == section)
    name = "name" if kind is Kind.PEOPLE else "text"
    _view(page, f"change-{section}")
    for words in ("First", "Second"):
        _add(page, words, by_key)
        if kind is Kind.PEOPLE:
            expect(page.locator("#view input[type=tel]")).to_be_focused()
            page.go_back()
            page.go_back()
        expect(page.locator("#view [data-act=entry]", has_text=words)).to_be_visible()
    _entry(page, "Second", by_key=by_key)
    _tap(page, "Change the name" if kind is Kind.PEOPLE else "Change the words", by_key=by_key)
    expect(page.locator("#pp-typed")).to_be_focused()
    page.locator("#pp-typed").fill("Second, changed")
    _tap(page, "Save", by_key=by_key)
    expect(page.locator("#view .pp-entry-words")).to_have_text("Second, changed")
    _tap(page, "Move up", by_key=by_key)
    expect(_said(page)).to_contain_text("Moved. It is now")
    _tap(page, "Only me", by_key=by_key, exact=False)
    expect(page.get_by_role("switch", name="Only me")).to_be_checked()
    _tap(page, "Put away", by_key=by_key, exact=False)
    expect(page.locator("#view .pp-fold")).to_contain_text("Put away (1)")
    page.locator("#view .pp-fold summary").click()
    _entry(page, "Second, changed", by_key=by_key)
    _tap(page, "Bring back", by_key=by_key)
    expect(page.get_by_role("switch", name="Only me")).to_be_visible()
    _tap(page, "Delete", by_key=by_key, exact=False)
    expect(_said(page)).to_contain_text("Deleted: Second, changed")
    _tap(page, "Undo", by_key=by_key)
    expect(page.locator("#view [data-act=entry]", has_text="Second, changed")).to_be_visible()
    _on_server(holder, lambda plan: "Second, changed" in _texts(plan.get(section, []), name))
    entry = next(one for one in holder.read()["sections"][section] if one["content"][name] == "Second, changed")
    assert entry["only_me"] is True
    order = _texts(holder.read()["sections"][section], name)
    assert order.index("Second, changed") < order.index("First")


def _add(page: Page, words: str, by_key: bool = False) -> None:
    page.locator("#pp-typed").fill(words)
    _tap(page, "Add", by_key=by_key)


@pytest.mark.parametrize("section", [one.id for one in WITH_ENTRIES])
def test_every_part_takes_an_entry_from_the_place_at_the_end(page: Page, holder: Holder, section: str) -> None:
    _tap(page, "Add to another part")
    _calm(page)
    page.locator(f'#view [data-section="{section}"]').tap()
    _add(page, "In my own words")
    expect(_said(page)).to_contain_text("Added.")
    main = "name" if section in ("contacts", "avoid") else "text"
    _on_server(holder, lambda plan: "In my own words" in _texts(plan.get(section, []), main))


def test_change_leads_from_a_heading_and_back_is_the_phones_own(page: Page) -> None:
    change = page.get_by_role("button", name="Change: What helps me")
    change.tap()
    expect(page.get_by_role("heading", name="What helps me")).to_be_focused()
    _entry(page, "Open the window")
    _tap(page, "Change the words")
    page.go_back()
    expect(page.locator("#view .pp-entry-words")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(change).to_be_focused()


def test_nothing_is_added_to_the_first_screen(page: Page) -> None:
    acts = page.locator(".pp-first [data-act]").evaluate_all("(all) => all.map((one) => one.dataset.act)")
    assert acts == ["early", "numbers", "steps"]


def test_deleted_words_leave_the_plan_when_the_page_goes_on(page: Page, holder: Holder) -> None:
    _view(page, "change-coping")
    _entry(page, "Open the window")
    _tap(page, "Delete", exact=False)
    expect(page.locator("#view").get_by_text("Count the chimneys")).to_be_visible()
    _add(page, "Something else")
    _on_server(holder, lambda plan: _texts(plan["coping"]) == ["Count the chimneys", "Something else"])


def test_a_double_tap_adds_once(page: Page, holder: Holder) -> None:
    _view(page, "change-coping")
    page.locator("#pp-typed").fill("Walk to the river")
    page.locator("#view [data-act=add]").evaluate("(button) => { button.click(); button.click(); }")
    expect(page.locator("#view [data-act=entry]")).to_have_count(3)
    _add(page, "Then tea")
    _on_server(holder, lambda plan: _texts(plan["coping"])[2:] == ["Walk to the river", "Then tea"])


def test_each_act_can_be_taken_back(page: Page, holder: Holder) -> None:
    before = holder.read()["sections"]["coping"]
    _view(page, "change-coping")
    _add(page, "By mistake")
    _tap(page, "Undo")
    expect(page.locator("#pp-typed")).to_have_value("By mistake")
    page.locator("#pp-typed").fill("")
    _entry(page, "Count the chimneys")
    _tap(page, "Move up")
    _tap(page, "Undo")
    _tap(page, "Only me", exact=False)
    _tap(page, "Undo")
    expect(page.get_by_role("switch", name="Only me")).not_to_be_checked()
    _tap(page, "Change the words")
    page.locator("#pp-typed").fill("Count the roofs")
    _tap(page, "Save")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Count the roofs")
    _tap(page, "Undo")
    expect(page.locator("#view .pp-entry-words")).to_have_text("Count the chimneys")
    _tap(page, "Put away", exact=False)
    _tap(page, "Undo")
    expect(page.locator("#view [data-act=entry]")).to_have_count(2)
    _on_server(holder, lambda plan: _texts(plan["coping"]) == _texts(before))


def test_how_a_step_went_is_one_tap_in_both_places(page: Page, holder: Holder) -> None:
    page.get_by_role("button", name="One step at a time").tap()
    _tap(page, "a bit")
    expect(page.locator("#view .pp-tries")).to_contain_text("Noted: it helped a bit.")
    _tap(page, "Undo")
    _tap(page, "helped")
    expect(page.locator("#view .pp-tries")).to_contain_text("Noted: it helped.")
    _tap(page, "Next")
    expect(page.locator("#view .pp-tries")).to_contain_text("How did it go?")
    _view(page, "change-coping")
    _entry(page, "Count the chimneys")
    _tap(page, "not this time")
    _tap(page, "Only me", exact=False)

    def outcomes(plan: dict[str, list[Any]]) -> list[list[str]]:
        return [[one["outcome"] for one in entry.get("tries", [])] for entry in plan["coping"]]

    _on_server(holder, lambda plan: outcomes(plan) == [["helped"], ["not_this_time"]])


IS_FINISHED_AS_WAITING = """async () => {
  const html = await (await caches.match("/", { ignoreSearch: true })).text();
  return /data-state[^>]*>Saved on this phone. Waiting for signal.</.test(html);
}"""


def test_what_can_still_be_taken_back_is_not_said_to_have_arrived(page: Page, holder: Holder) -> None:
    state = page.locator("#plan [data-state]")
    expect(state).to_have_text("Saved.")
    step = page.locator("#plan .pp-steps li", has_text="Count the chimneys")
    step.locator("summary").tap()
    step.get_by_role("button", name="a bit").tap()
    expect(step).to_contain_text("Noted: it helped a bit.")
    expect(state).to_have_text("Saved on this phone.")
    until(page, IS_FINISHED_AS_WAITING)
    _tap(page, "Undo")
    expect(state).to_have_text("Saved.")


def test_how_a_step_went_is_noted_in_the_list_itself(page: Page, holder: Holder) -> None:
    step = page.locator("#plan .pp-steps li", has_text="Count the chimneys")
    step.locator("summary").tap()
    step.get_by_role("button", name="a bit").tap()
    expect(step).to_contain_text("Noted: it helped a bit.")
    _tap(page, "Undo")
    expect(step).not_to_contain_text("Noted")
    step.locator("summary").tap()
    step.get_by_role("button", name="not this time").tap()
    expect(step).to_contain_text("Noted: not this time.")
    _view(page, "change-coping")
    _add(page, "Water the fern")
    _on_server(holder, lambda plan: [one["outcome"] for one in plan["coping"][1].get("tries", [])] == ["not_this_time"])


def test_a_person_gets_a_number_right_after_the_name(page: Page, holder: Holder) -> None:
    _view(page, "change-contacts")
    _add(page, "Ola")
    number = page.locator("#view input[type=tel]")
    expect(number).to_be_focused()
    number.fill("07700 900123")
    page.get_by_label("to text").check()
    _tap(page, "Save")
    expect(page.locator("#view [data-act=field]", has_text="07700 900123")).to_contain_text("to call and to text")
    _tap(page, "Also at night")
    _calm(page)
    page.locator("#view [data-field=relation]").tap()
    page.locator("#pp-typed").fill("my neighbour")
    _tap(page, "Save")
    _on_server(holder, lambda plan: "relation" in plan.get("contacts", [{"content": {}}])[0]["content"])
    content = holder.read()["sections"]["contacts"][0]["content"]
    assert content == {
        "name": "Ola",
        "phones": [{"number": "07700 900123", "for": ["call", "text"]}],
        "night": True,
        "relation": "my neighbour",
    }
    _calm(page)
    page.locator("#view [data-act=field]", has_text="07700 900123").tap()
    _tap(page, "Remove this number")
    _on_server(holder, lambda plan: "phones" not in plan["contacts"][0]["content"])


def test_the_fitting_field_for_each_value(page: Page, holder: Holder) -> None:
    sign = holder.add("warning_signs", text="I stop watering the plants")
    page.reload()
    shown = []
    for name in ("my_phone", "next_look", "address", "written_with", "languages"):
        _view(page, f"field-about-{name}-{name}")
        shown.append(page.locator("#pp-typed").evaluate("(one) => [one.localName, one.type, one.inputMode].join(' ')"))
    assert shown == ["input tel tel", "input date ", "textarea textarea ", "textarea textarea ", "input text "]
    expect(page.locator("#view .pp-entry-words")).to_have_count(0)
    _view(page, f"field-warning_signs-{sign}-level")
    page.locator("#pp-typed").select_option(label="early")
    _tap(page, "Save")
    _on_server(holder, lambda plan: plan["warning_signs"][0]["content"].get("level") == "early")


def test_a_named_field_is_written_changed_and_deleted(page: Page, holder: Holder) -> None:
    _view(page, "change-about")
    _calm(page)
    page.locator('#view [data-entry="languages"]').tap()
    page.locator("#pp-typed").fill("Turkish, English")
    _tap(page, "Save")
    expect(page.locator('#view [data-entry="languages"]')).to_contain_text("Turkish, English")
    _on_server(holder, lambda plan: _about(plan, "languages") == ["Turkish, English"])
    _calm(page)
    page.locator('#view [data-entry="languages"]').tap()
    _tap(page, "Delete", exact=False)
    page.go_back()
    _tap(page, "The name I like Add", exact=False)
    page.locator("#pp-typed").fill("Deniz")
    _tap(page, "Save")
    _on_server(holder, lambda plan: _about(plan, "languages") == [] and _about(plan, "name_i_like") == ["Deniz"])


def _about(plan: dict[str, list[Any]], name: str) -> list[str]:
    return [one["content"]["value"] for one in plan.get("about", []) if one["id"] == name]


def test_what_is_typed_survives_a_reload_and_a_crash(page: Page, phone: Phone, british: Server) -> None:
    _view(page, "change-coping")
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
    _view(page, "change-coping")
    _tap(page, "Add")
    expect(page.get_by_role("alert").locator("visible=true")).to_have_text("Write something first.")
    expect(page.locator("#pp-typed")).to_be_focused()
    page.locator("#pp-typed").fill("x" * 2001)
    _tap(page, "Add")
    expect(page.get_by_role("alert").locator("visible=true")).to_contain_text("This text is too long")
    expect(page.locator("#pp-typed")).to_have_value("x" * 2001)
    page.locator("#pp-typed").fill("")
    _entry(page, "Open the window")
    _tap(page, "Change the words")
    page.locator("#pp-typed").fill("")
    _tap(page, "Save")
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
    _tap(page, "Which one do you want?")
    _calm(page)
    page.get_by_role("button", name="This one: Open both windows").tap()
    expect(page.locator("#view .pp-entry-words")).to_have_text("Open both windows")
    _on_server(
        holder, lambda plan: "rivals" not in plan["coping"][0] and _texts(plan["coping"])[0] == "Open both windows"
    )
    _tap(page, "Undo")
    expect(page.get_by_role("button", name="This one: Open the door")).to_be_visible()


def test_words_from_elsewhere_are_not_written_over_by_what_was_begun_before(page: Page, holder: Holder) -> None:
    entry = holder.read()["sections"]["coping"][0]
    _view(page, "change-coping")
    _entry(page, "Open the window")
    _tap(page, "Change the words")
    page.locator("#pp-typed").fill("Open my window")
    edit = {"kind": "edit", "section": "coping", "entry": entry["id"], "based_on": entry["revision"]}
    holder.change({**edit, "content": {"text": "Open the door"}})
    page.reload()
    expect(page.locator("#pp-typed")).to_have_value("Open my window")
    _tap(page, "Save")
    expect(page.locator("#view .pp-choices")).to_contain_text("Open the door")
    _on_server(holder, lambda plan: len(plan["coping"][0].get("rivals", [])) == 1)


def test_someone_in_two_lists_is_asked_about(page: Page, holder: Holder) -> None:
    holder.add("avoid", name="Mister Quill")
    holder.add("contacts", name="Ola", phones=[{"number": "07700 900123", "for": ["call"]}])
    page.reload()
    _view(page, "change-contacts")
    _add(page, "mister quill")
    expect(page.locator("#view input[type=tel]")).to_be_focused()
    page.go_back()
    expect(page.locator("#view .pp-notice")).to_contain_text("“mister quill” is in two lists. Which is right?")
    _tap(page, "Only in “Who I can call”")
    expect(page.locator("#view .pp-notice")).to_have_count(0)
    _on_server(holder, lambda plan: plan["avoid"][0].get("away", False))


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
    page = _opened(phone, british)
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

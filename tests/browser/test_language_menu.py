"""The menu of languages: on every page, honest about what nobody has checked, and in nobody's way."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phone
from tests.browser.drawing import Drawing, plan_of, typed
from tests.browser.menu import SPOKEN, choose, menu_of, offered, open_menu, says, speaks
from tests.browser.sealed_copy import Sealed, copy_of, serve
from tests.conftest import Holder, Server

VIEWS = {"steps": "One step at a time", "early": "It's only starting", "card": "Please stay with me"}
ORIGINALS = "What matters most, also in English"
STEP = "Warm the teapot slowly"
NOTE_ON_NAME = """() => {
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  return [...document.querySelectorAll(".pp-languages li:has(small)")].filter((one) => one.checkVisibility())
    .map((one) => [size(one.querySelector("small")), size(one.querySelector("[data-language]"))]);
}"""


@pytest.fixture(scope="module")
def gb(start_server: Callable[..., Server]) -> Server:
    """A server with the languages of our own alone."""
    return start_server(POCKET_PLAN_REGION="GB")


@pytest.fixture
def held(gb: Server, make_plan: Callable[..., Holder], phone: Phone) -> Holder:
    """A plan in Welsh on the phone."""
    holder = make_plan(gb, language="cy")
    holder.add("coping", text=STEP)
    holder.add("coping", text="Second thing")
    phone.context.add_cookies(holder.cookies)
    return holder


def opens_originals(page: Page, tag: str) -> None:
    """Go to the English of what matters most, by the menu of a page in a language."""
    t = SPOKEN.translator(tag)
    open_menu(page)
    page.get_by_role("link", name=t(ORIGINALS)).locator("visible=true").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(t(ORIGINALS))


def test_menu_marks_what_no_native_speaker_has_read_small_and_in_its_own_words(gb: Server, phone: Phone) -> None:
    phone.page.goto(gb.url)
    menu = open_menu(phone.page)
    assert menu == menu_of(SPOKEN)
    assert {one.tag: bool(one.note) for one in menu} == {"en": False, "ar": True, "cy": True, "pl": True}
    sizes = phone.page.evaluate(NOTE_ON_NAME)
    assert len(sizes) == 3
    assert all(note < name for note, name in sizes)
    assert phone.page.get_by_role("link", name=ORIGINALS).count() == 0  # English is its own original


@pytest.mark.parametrize("tag", ["ar", "cy", "pl"])
def test_originals_show_all_forty_sentences_beside_their_translation(
    tag: str, gb: Server, phone: Phone, axe: Callable[[Page], list[str]]
) -> None:
    page, t = phone.page, SPOKEN.translator(tag)
    page.goto(f"{gb.url}/?language={tag}")
    opens_originals(page, tag)
    speaks(page, tag)
    rows = [(row.locator("th").inner_text(), row.locator("td").inner_text()) for row in page.locator("tbody tr").all()]
    assert rows == [(_shown(t(message)), _shown(message)) for message in SPOKEN.most_important]
    assert len(rows) == 40
    assert all(own != english for own, english in rows)
    assert page.locator("tbody td[lang=en][dir=ltr]").count() == 40
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def _shown(message: str) -> str:
    """A message whose values are left open."""
    return re.sub(r"\{\w+\}", "…", message)


def test_way_back_from_the_originals_leads_to_where_one_was(gb: Server, held: Holder, phone: Phone) -> None:
    page, t = phone.page, SPOKEN.translator("cy")
    serve(phone.context, gb, sealed := Sealed(copy=copy_of(language="cy")))
    back = page.get_by_role("link", name=t("Back"), exact=True)

    page.goto(gb.url)
    page.get_by_role("button", name=t("Show this to someone")).click()
    says(page, "cy", ["Please stay with me"])
    opens_originals(page, "cy")
    back.click()
    says(page, "cy", ["Please stay with me"])

    page.goto(f"{gb.url}/cy/{held.slot}/share")
    heading = page.get_by_role("heading", level=1).inner_text()
    opens_originals(page, "cy")
    back.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)

    page.goto(gb.url + sealed.path.replace("#", "?language=cy#"))
    expect(page.get_by_text("Sit with me").first).to_be_visible()
    opens_originals(page, "cy")
    back.click()
    expect(page.get_by_text("Sit with me").first).to_be_visible()


def test_hide_on_the_originals_is_not_undone_by_back(gb: Server, held: Holder, phone: Phone) -> None:
    page, t = phone.page, SPOKEN.translator("cy")
    page.goto(gb.url)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    opens_originals(page, "cy")
    page.get_by_role("link", name=t("Hide"), exact=True).click()
    page.wait_for_url("**/measures.cy.html")
    says(page, "cy", ["Kitchen measures"])
    page.go_back()
    page.wait_for_url("**/measures.cy.html")
    says(page, "cy", ["Kitchen measures"])
    assert STEP not in page.content()


def test_choice_is_kept_on_the_device_wherever_it_was_made(gb: Server, held: Holder, phone: Phone) -> None:
    page = phone.page
    serve(phone.context, gb, sealed := Sealed())
    page.goto(gb.url)
    says(page, "cy", ["Who I can call"])
    choose(page, "pl")
    says(page, "pl", ["Who I can call"])
    page.goto(f"{gb.url}/pl/{held.slot}/share")
    choose(page, "ar")
    page.wait_for_url(f"{gb.url}/ar/{held.slot}/share")
    page.goto(gb.url)
    speaks(page, "ar")
    says(page, "ar", ["Who I can call"])
    page.goto(gb.url + sealed.path)
    speaks(page, "ar")
    expect(page.get_by_text("Sit with me").first).to_be_visible()
    choose(page, "cy")
    expect(page.get_by_text("Sit with me").first).to_be_visible()
    page.goto(gb.url)
    speaks(page, "cy")


@pytest.mark.parametrize("act", VIEWS)
def test_language_of_a_view_over_the_plan_changes_and_the_view_stays(
    act: str, gb: Server, held: Holder, phone: Phone
) -> None:
    page = phone.page
    page.goto(gb.url)
    speaks(page, "cy")
    page.locator(f"#plan [data-act={act}]").first.click()
    says(page, "cy", [VIEWS[act]] if act != "steps" else ["Call someone"])
    if act == "steps":
        page.locator("#view [data-act=next]").dispatch_event("click")
    assert open_menu(page) == menu_of(SPOKEN)
    choose(page, "pl")
    says(page, "pl", [VIEWS[act]] if act != "steps" else ["Call someone"])
    if act == "steps":
        expect(page.locator("#view").get_by_text("Second thing")).to_be_visible()
        page.locator("#view [data-act=back]").dispatch_event("click")
        expect(page.locator("#view").get_by_text(STEP)).to_be_visible()
    page.locator("#view .pp-back").click()
    says(page, "pl", ["Who I can call"])


def test_words_that_are_being_typed_stay_when_the_language_changes(gb: Server, held: Holder, phone: Phone) -> None:
    page = phone.page
    page.goto(gb.url)
    speaks(page, "cy")
    page.locator("#plan [data-act=change][data-section=coping]").click()
    page.locator("#pp-typed").press_sequentially("Half a sent")
    choose(page, "pl")
    expect(page.locator("#pp-typed")).to_have_value("Half a sent")


@pytest.fixture
def narrow(new_phone: Callable[..., Phone]) -> Iterator[Drawing]:
    """The renderer on the narrowest phone."""
    drawing = Drawing(new_phone(viewport={"width": 320, "height": 640}).page)
    yield drawing
    drawing.close()


@pytest.mark.parametrize("language", ["cy", "ar"])
def test_menu_pushes_nothing_out_of_a_view(language: str, narrow: Drawing) -> None:
    plan = plan_of(typed("full.en"))
    for part, words in (("drawSteps", ".pp-step-text"), ("drawEarly", ".pp-title"), ("drawCard", "h1")):
        for percent in (100, 200):
            tops = []
            for languages in ([], SPOKEN.menu):
                page = narrow.show(plan, part=part, language=language, percent=percent, languages=languages)
                tops.append([narrow.bottom(".pp-bar"), narrow.bottom(words)])
                assert narrow.sideways() <= 0
            assert tops[0] == tops[1]
            menu = page.locator(".pp-main > :last-child")
            assert menu.get_attribute("class") == "pp-languages"
            menu.locator("summary").click()
            assert offered(page) == menu_of(SPOKEN)
            assert narrow.sideways() <= 0
            if part == "drawSteps":
                assert narrow.bottom(".pp-foot summary") - page.evaluate("() => scrollY") <= 640


CUT_OFF = """() => [...document.querySelectorAll(".pp-languages :is(li, a, button, small)")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, { left, right }]) => left < 0 || right > innerWidth)
  .map(([words, { left, right }]) => `${words}: ${Math.round(left)} to ${Math.round(right)}`)"""


@pytest.mark.parametrize("tag", ["en", "ar", "cy", "pl"])
def test_open_menu_is_whole_on_the_narrowest_phone_with_large_letters(
    tag: str, gb: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(locale=tag, viewport={"width": 320, "height": 640})
    phone.forgive("404")
    serve(phone.context, gb, sealed := Sealed())
    page, holder = phone.page, make_plan(gb, language=tag)
    holder.add("coping", text=STEP)
    paths = {"first page": "/", "not found": "/nothing-here", "copy": sealed.path, "plan": "/"}
    paths["desk"] = f"/{tag}/{holder.slot}/share"
    cut_off = {}
    for name, path in paths.items():
        if name == "plan":
            phone.context.add_cookies(holder.cookies)
        page.goto(gb.url + path)
        drawn = {"copy": "Sit with me", "plan": STEP}.get(name)
        if drawn:
            expect(page.get_by_text(drawn).locator("visible=true").first).to_be_visible()
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        open_menu(page)
        cut_off[name] = page.evaluate(CUT_OFF)
    assert cut_off == {name: [] for name in paths}


def test_set_up_stays_at_its_step_when_the_language_changes(gb: Server, held: Holder, phone: Phone) -> None:
    page = phone.page
    page.goto(f"{gb.url}/cy/start?step=3")
    page.wait_for_function("() => window.did_handshake === true")
    page.locator(".pp-languages summary").click()
    page.locator(".pp-languages [data-language=pl]").click()
    page.wait_for_url(f"{gb.url}/pl/start?step=3")


def test_page_that_is_not_there_says_so_in_the_language_that_was_chosen(gb: Server, phone: Phone) -> None:
    phone.forgive("404")
    page = phone.page
    page.goto(gb.url)
    choose(page, "ar")
    for address in ("/nowhere", "/en/nowhere"):
        page.goto(gb.url + address)
        expect(page.locator("html")).to_have_attribute("lang", "ar")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")

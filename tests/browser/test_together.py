"""Making a plan together in 30 minutes: in the order that works, true about helpers, on one page of paper."""

import re

from playwright.sync_api import expect

from pwa.i18n import languages
from pwa.pages.agreement.together import STEPS
from pwa.pages.edit import part_address
from tests.browser.conftest import Phone
from tests.browser.editor import go
from tests.browser.test_paper import print_
from tests.conftest import Holder, Server

PX_PER_POINT = 96 / 72


def test_it_opens_with_what_someone_needs_and_comes_to_strengths_next(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    page = go(phone, shared_server, holder, "together")
    questions = page.locator(".pp-minutes > li h2").all_inner_texts()
    assert questions[0] == "What do you need to stay safe?"
    assert "good at" in questions[1]
    assert sum(step.minutes for step in STEPS) == 30
    assert len(questions) == len(STEPS)
    expect(page.get_by_text("about 5 minutes").first).to_be_visible()
    expect(page.get_by_text("A helper sees what you show them on this screen")).to_be_visible()
    expect(page.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(page.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")


def test_each_question_leads_to_its_parts(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "together")
    links = page.locator(".pp-minutes a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    wanted = [f"/en/{holder.slot}/edit/{part_address(part)}" for step in STEPS for part in step.parts]
    assert links == wanted
    page.get_by_role("link", name="What we agreed for a crisis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What we agreed for a crisis")


_SMALLEST_PX = """() => Math.min(...[...document.querySelectorAll(".pp-on-paper *")]
  .filter((one) => one.textContent.trim()).map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


def test_it_prints_on_one_page_in_every_language_and_can_be_read(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    for language in languages():
        page = go(phone, shared_server, holder, "together", language.tag)
        expect(page.locator(".pp-minutes")).to_be_visible()
        printed = print_(page)
        assert printed.sizes_mm == [(210, 297)], language.tag
        page.emulate_media(media="print")
        assert round(page.evaluate(_SMALLEST_PX) / PX_PER_POINT, 2) >= 10, language.tag
        page.emulate_media(media="null")
        if language.tag == "en":
            questions = [step.question for step in STEPS]
            assert [printed.text.find(question) for question in questions] == sorted(map(printed.text.find, questions))
            for words in ("Making it together in 30 minutes", *questions, "done with, not done to", "999", "116 123"):
                assert words in printed.text, words
            assert not re.search(r"All parts of my plan|Print|Hide", printed.text)


def test_the_print_button_opens_the_browsers_own_dialog(phone: Phone, shared_server: Server, holder: Holder) -> None:
    phone.page.add_init_script("window.print = () => { window.wasPrinted = (window.wasPrinted ?? 0) + 1; }")
    page = go(phone, shared_server, holder, "together")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.wasPrinted") == 1

"""The plan on paper, looked at as the browser prints it: words, sizes, what is left out, and the code read back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from pwa.share.link import make as make_link
from tests.browser.camera import codes
from tests.browser.conftest import Phone
from tests.browser.copies import make_copies
from tests.browser.test_codes_on_phone import SISTER
from tests.conftest import Holder, Server
from tests.unit.plan.making import OUTBOX
from tests.unit.share.making import ONLY_ME, PUT_AWAY, canaries, canary

POINTS_PER_MM = 72 / 25.4
SCALE = 4  # pixels for a point, 288 in an inch
DESK: dict[str, Any] = {"viewport": {"width": 1200, "height": 900}, "is_mobile": False, "has_touch": False}
A4 = "A page to hang up or give to someone (A4)"


@dataclass
class Printed:
    """What came out of the printer."""

    pages: list[Image.Image]
    sizes_mm: list[tuple[int, int]]
    text: str

    def lines_mm(self, sideways: bool) -> list[float]:
        """Where the card's lines are, across or down, in mm; looked for in its padding, where no words stand."""
        start, end, far = (round(mm * POINTS_PER_MM * SCALE) for mm in (15.6, 17.4, 200 if sideways else 234))
        padding = self.pages[0].crop((0, start, far, end) if sideways else (start, 0, end, far))
        flat = padding.resize((padding.width, 1) if sideways else (1, padding.height), Image.Resampling.BOX)
        dark = {at for at, shade in enumerate(flat.tobytes()) if shade < 215}
        return [round(at / SCALE / POINTS_PER_MM, 1) for at in sorted(dark) if at - 1 not in dark]


def print_(page: Page) -> Printed:
    """Print a page as Chromium's own dialog would with its usual choices."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pages = [one.render(scale=SCALE).to_pil().convert("L") for one in document]
    sizes = [(round(one.get_width() / POINTS_PER_MM), round(one.get_height() / POINTS_PER_MM)) for one in document]
    text = " ".join(one.get_textpage().get_text_range() for one in document)
    return Printed(pages, sizes, re.sub(r"\s+", " ", text))


@pytest.fixture
def desk(new_phone: Callable[..., Phone]) -> Phone:
    """A browser on a table."""
    return new_phone(**DESK)


@pytest.fixture
def owner(shared_server: Server, make_plan: Callable[..., Holder], desk: Phone) -> Holder:
    """A plan with words in some parts, whose cookie the browser holds."""
    holder = make_plan(shared_server)
    numbers = [{"number": "07700 900112", "for": ["call"]}]
    holder.add("contacts", name="My sister Ann", relation="sister", phones=numbers, when="evenings", say="Rough day")
    holder.add("coping", text="Cold water on my wrists")
    holder.add("safe", text="The library, upstairs")
    holder.add("avoid", name="Uncle Bob", number="07700 900999", why="a reason for nobody")
    secret = holder.add("coping", text="Words for me alone")
    holder.change({"kind": "only_me", "section": "coping", "entry": secret, "on": True})
    desk.context.add_cookies(holder.cookies)
    return holder


def go(desk: Phone, server: Server, holder: Holder) -> Page:
    desk.page.goto(f"{server.url}/en/{holder.slot}/paper")
    expect(desk.page.get_by_role("button", name="Print")).to_be_visible()
    return desk.page


def size_of(page: Page, selector: str) -> tuple[float, float]:
    """Width and height in mm, as printed."""
    page.emulate_media(media="print")
    box = page.locator(selector).first.bounding_box()
    page.emulate_media(media="screen")
    assert box
    return round(box["width"] * 25.4 / 96, 1), round(box["height"] * 25.4 / 96, 1)


def test_card_folds_to_the_size_of_a_bank_card(desk: Phone, shared_server: Server, owner: Holder) -> None:
    page = go(desk, shared_server, owner)
    printed = print_(page)
    assert printed.sizes_mm == [(210, 297)]
    assert size_of(page, ".pp-panel") == (85.6, 54.0)
    assert printed.lines_mm(sideways=True) == pytest.approx([15, 100.6], abs=0.4)
    assert printed.lines_mm(sideways=False) == pytest.approx([15, 69, 123, 177, 231], abs=0.4)


def test_card_has_the_first_parts_numbers_and_the_date_and_nothing_else(
    desk: Phone, shared_server: Server, owner: Holder
) -> None:
    page = go(desk, shared_server, owner)
    text = print_(page).text
    day = page.locator(".pp-heading span").inner_text()
    for words in ("My sister Ann", "07700 900112", "evenings", "Cold water on my wrists", "999", "116 123", day):
        assert words in text
    assert re.search(r"20\d\d", day)
    for words in ("library", "Uncle Bob", "900999", "nobody", "for me alone", "Rough day", "Print", "stands on it"):
        assert words not in text
    page.get_by_label("What makes me feel safe").check()
    page.get_by_label("What helps me").uncheck()
    expect(page.locator(".pp-paper")).to_contain_text("The library")
    expect(page.locator(".pp-paper")).not_to_contain_text("Cold water")
    text = print_(page).text
    assert "The library, upstairs" in text
    assert "Cold water" not in text


def test_people_not_to_be_called_need_their_own_tick(desk: Phone, shared_server: Server, owner: Holder) -> None:
    page = go(desk, shared_server, owner)
    page.get_by_label(A4).check()
    expect(page.locator(".pp-sheet-page")).to_be_visible()
    expect(page.locator(".pp-paper")).not_to_contain_text("Rough day")
    assert "Uncle Bob" not in print_(page).text
    expect(page.get_by_text("Whoever reads the paper reads these names.")).to_be_visible()
    page.get_by_label("People I don't want called").check()
    expect(page.locator(".pp-paper")).to_contain_text("Uncle Bob")
    text = print_(page).text
    assert "Uncle Bob" in text
    assert "900999" not in text
    assert "nobody" not in text


def test_large_letters_have_18_points(desk: Phone, shared_server: Server, owner: Holder) -> None:
    page = go(desk, shared_server, owner)
    sizes = "(all) => [...new Set(all.map((one) => parseFloat(getComputedStyle(one).fontSize) * 72 / 96))]"
    assert page.locator(".pp-lead").evaluate_all(sizes) == [9]
    page.get_by_label("Large letters").check()
    expect(page.locator(".pp-paper-large")).to_be_visible()
    assert page.locator(".pp-lead").evaluate_all(sizes) == [18]
    assert size_of(page, ".pp-panel") == (85.6, 54.0)
    text = print_(page).text
    assert all(words in text for words in ("My sister Ann", "07700 900112", "999", "116 123"))
    page.get_by_label(A4).check()
    expect(page.locator(".pp-sheet-page")).to_be_visible()
    assert page.locator(".pp-lead").evaluate_all(sizes) == [18]


def test_what_does_not_fit_on_the_card_is_said_and_fits_on_a4(
    desk: Phone, shared_server: Server, owner: Holder
) -> None:
    long = "Longer than any card. " * 90
    owner.add("coping", text=f"{long}The very end.")
    page = go(desk, shared_server, owner)
    told = page.get_by_role("status").filter(has_text="does not fit")
    expect(told).to_contain_text("1 thing does not fit on the card and will not be printed.")
    expect(told).to_contain_text("Longer than any card.")
    text = print_(page).text
    assert "Longer than" not in text
    assert "does not fit" not in text
    page.get_by_label(A4).check()
    page.get_by_label("Large letters").check()
    expect(page.locator(".pp-sheet-page").first).to_be_visible()
    expect(told).to_have_count(0)
    text = print_(page).text
    assert text.count("Longer than any card.") == 90
    assert "The very end." in text


def test_a_full_card_hides_nothing_behind_its_edges(desk: Phone, shared_server: Server, owner: Holder) -> None:
    for number in range(60):
        owner.add("coping", text=f"Step number {number} of very many steps that I could take one day")
    page = go(desk, shared_server, owner)
    summary = page.get_by_text("things do not fit on the card")
    expect(summary).to_be_visible()
    summary.click()
    left = page.locator(".pp-left li").all_inner_texts()
    text = print_(page).text
    for number in range(60):
        step = f"Step number {number} of very many"
        assert (step in text) != any(step in one for one in left), step
    over = """(all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length"""
    page.emulate_media(media="print")
    assert page.locator(".pp-panel > .pp-flow").evaluate_all(over) == 0


def test_someone_in_both_lists_is_not_printed_to_be_called(desk: Phone, shared_server: Server, owner: Holder) -> None:
    owner.add("contacts", name="uncle bob", phones=[{"number": "07700 900998", "for": ["call"]}])
    page = go(desk, shared_server, owner)
    told = "“uncle bob” is also in “People I don't want called” and will not be printed."
    expect(page.get_by_text(told)).to_be_visible()
    text = print_(page).text
    assert "uncle bob" not in text
    assert "900998" not in text


@pytest.mark.parametrize("form", ["A card for my wallet", A4])
def test_the_code_of_a_copy_is_read_back_from_the_paper(
    form: str, desk: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    holder.add("coping", text="Tea")
    (copy,) = make_copies(server, holder, SISTER)
    desk.context.add_cookies(holder.cookies)
    page = go(desk, server, holder)
    assert page.locator(".pp-copy-code").count() == 0
    page.get_by_label(form).check()
    page.get_by_label("The code of a copy").select_option(label="my sister Ann")
    expect(page.locator(".pp-copy-code")).to_be_visible()
    printed = print_(page)
    found = [code.text for one in printed.pages for code in codes(one)]
    assert found == [make_link(server.url, copy.id, copy.key)]
    assert "It opens until 25 February 2126." in printed.text
    assert "my sister Ann" not in printed.text


def test_only_me_put_away_and_what_is_never_shared_is_on_no_paper(
    desk: Phone, shared_server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(shared_server)
    holder.outbox = OUTBOX
    changes = canaries()
    for start in range(0, len(changes), 150):
        assert holder.post(*changes[start : start + 150]).status_code == 200
    desk.context.add_cookies(holder.cookies)
    page = go(desk, shared_server, holder)
    page.get_by_label(A4).check()
    for box in page.get_by_role("checkbox").all():
        if box.get_attribute("id") and not box.is_checked():
            box.check()
    expect(page.locator(".pp-paper")).to_contain_text(canary("agreement", "topic")[:10])
    text = print_(page).text.replace(" ", "")
    for words in (ONLY_ME, PUT_AWAY, canary("about", "address"), canary("about", "my_phone"), canary("avoid", "why")):
        assert words.replace(" ", "") not in text, words
    for words in (canary("coping", "text"), canary("about", "name_i_like"), canary("avoid", "name")):
        assert words.replace(" ", "") in text, words
    assert canary("past", "text") not in text
    assert canary("choices", "text") not in text


def test_number_that_may_not_be_in_copies_is_on_the_card_alone(
    desk: Phone, shared_server: Server, owner: Holder
) -> None:
    shared = [{"number": "07700 900113", "for": ["call"]}]
    owner.add("contacts", name="Amadou", phones=shared, share_number=True)
    owner.add("care_for", text="The cat", number="+44 7700 900112")
    owner.add("care_for", text="The dog", number="07700 900114")
    page = go(desk, shared_server, owner)
    page.get_by_label("Please look after").check()
    paper = page.locator(".pp-paper")
    expect(paper).to_contain_text("07700 900112")
    page.get_by_label(A4).check()
    expect(paper).to_contain_text("07700 900113")
    expect(paper).to_contain_text("07700 900114")
    expect(paper).to_contain_text("My sister Ann")
    expect(paper).not_to_contain_text("900112")


def test_print_opens_the_browsers_own_dialog(desk: Phone, shared_server: Server, owner: Holder) -> None:
    desk.page.add_init_script("window.print = () => { window.wasPrinted = (window.wasPrinted ?? 0) + 1; }")
    page = go(desk, shared_server, owner)
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.wasPrinted") == 1
    assert page.title() == "Notes"


def test_paper_is_linked_from_the_plan_and_from_editing(desk: Phone, shared_server: Server, owner: Holder) -> None:
    page = desk.page
    page.goto(f"{shared_server.url}/en/{owner.slot}/edit")
    page.get_by_role("link", name="On paper").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("On paper")
    page.goto(shared_server.url)
    page.get_by_role("link", name="On paper").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("On paper")

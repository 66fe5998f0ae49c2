"""Typing a recovery code on a phone: words complete themselves, slips are asked about, files are read."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pwa.i18n import translator
from pwa.pages.days import day_words
from pwa.pages.edit import part_address
from pwa.vault.recovery import CodeError, new_code, parse_code, word_list
from tests.browser import editor
from tests.browser.conftest import Phone
from tests.browser.test_pocket_code import enter
from tests.browser.test_pocket_hide import hide
from tests.browser.twin import opened
from tests.conftest import Holder, Server

VECTORS = json.loads((Path(__file__).parents[1] / "unit" / "vault" / "vectors.json").read_text("utf-8"))
WORDS, DIGITS = (one["text"] for one in VECTORS["codes"])
STEP = "Sit on the back step"
NAMES = {"code_digits": "code_length", "code_digits_check": "code_check"}
FAULTS = """async (_, { typed, folder }) => {
  const { faultOf } = await import(`${folder}/code_reading.js`);
  const list = (await (await fetch(`${folder}/words.txt`)).text()).split("\\n");
  return Promise.all(typed.map(async (one) => (await faultOf(one, list)) ?? {}));
}"""
ONE_SLIP = ("turrtle", "eurtle", "turle", "tutrle")


def fault_of(typed: str) -> tuple[str, dict[str, str]]:
    try:
        parse_code(typed)
    except CodeError as error:
        return error.reason, {name: str(value) for name, value in error.values.items()}
    return "", {}


def typings() -> list[str]:
    words, groups = WORDS.split(), DIGITS.split()
    many = [new_code().text() for _ in range(30)] + [new_code("digits").text() for _ in range(30)]
    return [
        "", "hello", "12345678", WORDS, DIGITS, WORDS.upper(), "\n".join(f"{n}. {w}" for n, w in enumerate(words, 1)),
        "\n".join(f"{n}) {g}" for n, g in enumerate(groups, 1)), f"My words:\n{WORDS}\nPrinted 2026-01-31",
        WORDS.replace("i", "\u0130"), WORDS.replace("i", "\u0131"), "\u2066" + WORDS + "\u2069",
        "".join(chr(ord(letter) + 0xFEE0) if letter != " " else "\u3000" for letter in WORDS),
        " ".join(words[1:]), f"{WORDS} gong gong", " ".join([words[1], words[0], *words[2:]]),
        *(" ".join([*words[:at], "qqqq", *words[at + 1 :]]) for at in range(13)),
        DIGITS[:-1], DIGITS + "1", DIGITS.replace("1", "2"),
        *(DIGITS.translate({48 + d: zero + d for d in range(10)}) for zero in (0x660, 0x6F0, 0x966, 0xFF10, 0x1D7CE)),
        *many, *(one[:-1] + ("1" if one[-1] != "1" else "2") for one in many),
    ]  # fmt: skip


@pytest.fixture
def form(shared_server: Server, phone: Phone) -> Page:
    phone.page.goto(shared_server.url)
    phone.page.get_by_role("button", name="I already have a plan").click()
    expect(phone.page.get_by_role("heading", name="Open my plan here")).to_be_focused()
    return phone.page


@pytest.fixture
def code(phone: Phone, shared_server: Server, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]) -> str:
    """The words of a plan, read from the page that shows them."""
    page = shown(new_phone(), shared_server, make_plan(shared_server))
    return " ".join(page.locator("[data-word]").all_inner_texts())


def shown(phone: Phone, server: Server, holder: Holder) -> Page:
    holder.add("coping", text=STEP)
    phone.context.add_cookies(holder.cookies)
    page = editor.go(phone, server, holder, "recovery")
    page.get_by_role("button", name="Show my words").click()
    expect(page.locator("[data-word]")).to_have_count(13)
    return page


def offers(page: Page) -> Any:
    return page.locator("#code-offers button")


def test_a_phone_finds_the_same_faults_as_the_server(chromium: Browser, shared_server: Server) -> None:
    typed = typings()
    with opened(chromium, shared_server) as twin:
        found = twin.ask(FAULTS, {"typed": typed, "folder": twin.folder})
    said = [(NAMES.get(one.get("name", ""), one.get("name", "")), one.get("values", {})) for one in found]
    assert dict(zip(typed, said, strict=True)) == {one: fault_of(one) for one in typed}


def test_words_complete_themselves(form: Page, axe: Callable[[Page], list[str]]) -> None:
    field = form.get_by_label("recovery words")
    for start, word in (("Aard", "aardvark"), ("abb", "abbreviate")):
        field.press_sequentially(start)
        expect(offers(form)).to_have_text([word])
        assert axe(form) == []
        offers(form).click()
        expect(field).to_be_focused()
    expect(field).to_have_value("aardvark abbreviate ")
    expect(offers(form)).to_have_count(0)


def test_a_slip_is_asked_about_and_changed_by_a_tap_alone(form: Page) -> None:
    assert "turtle" in word_list()
    field = form.get_by_label("recovery words")
    for typed in ONE_SLIP:
        field.fill("")
        field.press_sequentially(f"{typed} aardvark ")
        expect(offers(form)).to_have_text(["Did you mean “turtle”?"])
        expect(field).to_have_value(f"{typed} aardvark ")
        offers(form).click()
        expect(field).to_have_value("turtle aardvark ")


def test_a_whole_code_with_a_slip_opens_after_two_taps(code: str, form: Page) -> None:
    words = code.split()
    slipped = f"{words[5]}{words[5][-1]}"
    enter(form, " ".join([*words[:5], slipped, *words[6:]]))
    expect(form.get_by_role("alert")).to_contain_text("Word 6 ")
    form.get_by_role("button", name=f"Did you mean “{words[5]}”?").click()
    form.get_by_role("button", name="Open my plan").click()
    expect(form.get_by_text(STEP).first).to_be_visible()


def test_a_wrong_check_word_asks_no_server(form: Page, code: str) -> None:
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    first, second, *rest = code.split()
    enter(form, " ".join([second, first, *rest]))
    expect(form.get_by_role("alert")).to_contain_text("don't belong together")
    assert not [url for url in asked if "/api/" in url]


def test_the_list_of_words_is_fetched_only_with_the_form(shared_server: Server, phone: Phone) -> None:
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.page.goto(shared_server.url)
    phone.page.wait_for_load_state("networkidle")
    phone.page.get_by_role("button", name="See an example").click()
    expect(phone.page.get_by_text("This is an example.").first).to_be_visible()
    assert not [url for url in asked if "words.txt" in url]
    phone.page.go_back()
    with phone.page.expect_response(re.compile(r"/static/[0-9a-f]{16}/words\.txt$")):
        phone.page.get_by_role("button", name="I already have a plan").click()


def test_without_the_list_typing_goes_on_as_before(code: str, shared_server: Server, phone: Phone) -> None:
    phone.forgive("words.txt", "ERR_FAILED", "400")
    phone.context.route("**/words.txt", lambda route: route.abort())
    phone.page.goto(f"{shared_server.url}/#code")
    enter(phone.page, code.replace(code.split()[2], "qqqqqq"))
    expect(phone.page.get_by_role("alert")).to_contain_text("Word 3 ")
    enter(phone.page, f"\n{code.upper()}\n")
    expect(phone.page.get_by_text(STEP).first).to_be_visible()


def test_words_saved_as_a_file_open_the_plan(
    shared_server: Server, phone: Phone, holder: Holder, new_phone: Callable[..., Phone], tmp_path: Path
) -> None:
    page = shown(phone, shared_server, holder)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    assert saving.value.suggested_filename == "notes.txt"
    expect(page.get_by_text("Saved. Whoever opens this file can read everything.")).to_be_visible()
    saving.value.save_as(tmp_path / "notes.txt")
    words = " ".join(page.locator("[data-word]").all_inner_texts())
    assert (tmp_path / "notes.txt").read_text().split() == words.split()
    other = new_phone().page
    other.goto(f"{shared_server.url}/#code")
    with other.expect_file_chooser() as choosing:
        other.get_by_role("button", name="Choose the file with my words").click()
    choosing.value.set_files(tmp_path / "notes.txt")
    expect(other.get_by_role("button", name="Open my plan")).to_be_focused()
    other.keyboard.press("Enter")
    expect(other.get_by_text(STEP).first).to_be_visible()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"word " * 5_000])
def test_another_file_is_refused_in_words(content: bytes, form: Page) -> None:
    form.get_by_label("recovery words").fill("typed before")
    file: Any = {"name": "holiday.txt", "mimeType": "text/plain", "buffer": content}
    form.locator("#code-file").set_input_files(file)
    expect(form.get_by_role("alert")).to_contain_text("There are no words in this file that can be read.")
    expect(form.get_by_label("recovery words")).to_have_value("typed before")


def test_words_print_as_a_small_card(shared_server: Server, phone: Phone, holder: Holder) -> None:
    page = shown(phone, shared_server, holder)
    expect(page.get_by_text("Whoever holds this card can read everything.")).to_be_visible()
    page.evaluate("() => { window.print = () => (window.printed = (window.printed ?? 0) + 1); }")
    page.get_by_role("button", name="Print a card for my wallet").click()
    page.wait_for_function("() => window.printed === 1")
    page.emulate_media(media="print")
    box = page.locator(".pp-code-words").bounding_box()
    assert box is not None
    millimetres = [one / 96 * 25.4 for one in (box["width"], box["height"])]
    assert millimetres == pytest.approx([85.6, 54], abs=1)
    for word in page.locator("[data-word]").all():
        inner = word.bounding_box()
        assert inner is not None
        assert inner["x"] + inner["width"] <= box["x"] + box["width"]
        assert inner["y"] + inner["height"] <= box["y"] + box["height"]
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Print", exact=True).click()
    page.wait_for_function("() => window.printed === 2")
    page.emulate_media(media="print")
    assert page.locator(".pp-code-words").bounding_box() != box


def test_who_has_kept_no_code_is_reminded_once_a_month(shared_server: Server, phone: Phone, holder: Holder) -> None:
    holder.add("coping", text=STEP)
    page = phone.page
    page.clock.install()
    page.goto(shared_server.url)
    line = page.get_by_text("If this phone is lost, your plan is lost with it.")
    expect(line).to_be_visible()
    link = page.get_by_role("link", name="Keep words that bring it back")
    expect(link).to_have_attribute("href", f"/en/{holder.slot}/edit/{part_address('recovery')}")
    page.get_by_role("button", name="Not now").click()
    expect(line).to_have_count(0)
    page.reload()
    expect(page.locator("#plan .pp-end")).to_be_visible()
    expect(line).to_have_count(0)
    page.clock.fast_forward(31 * 86_400_000)
    page.reload()
    expect(line).to_be_visible()


def test_who_has_kept_a_code_is_not_reminded(shared_server: Server, phone: Phone, holder: Holder) -> None:
    page = shown(phone, shared_server, holder)
    page.get_by_role("button", name="I have written them down").click()
    expect(page.get_by_text("These are my words now.")).to_be_visible()
    page.goto(shared_server.url)
    expect(page.locator("#plan [data-readable]")).to_be_visible()
    expect(page.get_by_text("If this phone is lost, your plan is lost with it.")).to_have_count(0)


def test_new_words_ask_for_the_old_ones_and_every_device_says_so_without_them(
    shared_server: Server, phone: Phone, make_plan: Callable[..., Holder]
) -> None:
    for words_are_there in (True, False):
        phone.context.clear_cookies()
        holder = make_plan(shared_server)
        page = shown(phone, shared_server, holder)
        old = " ".join(page.locator("[data-word]").all_inner_texts())
        page.get_by_role("button", name="I have written them down").click()
        expect(page.get_by_text("These are my words now.")).to_be_visible()
        hide(page)  # what was shown a moment ago counts no more
        page = editor.go(phone, shared_server, holder, "recovery")
        page.get_by_role("button", name="Make new words").click()
        expect(page.get_by_text("First the words you have now.")).to_be_visible()
        expect(page.locator("[data-word]")).to_have_count(0)
        if words_are_there:
            page.get_by_label("My recovery words").fill(old)
            page.get_by_role("button", name="Go on with my words").click()
        else:
            page.get_by_role("button", name="I don’t have them any more").click()
        expect(page.locator("[data-word]")).to_have_count(13)
        today = datetime.now(UTC).date()
        assert holder.read()["new_words"] == ("" if words_are_there else today.isoformat())
    later = day_words(translator("en"), (today + timedelta(days=7)).isoformat())
    expect(page.get_by_text(f"taking off a device and deleting your plan they count from {later}.")).to_be_visible()
    theirs = " ".join(page.locator("[data-word]").all_inner_texts())
    page.get_by_role("button", name="I have written them down").click()
    expect(page.get_by_text("My older words go on working for 7 days.")).to_be_visible()
    page = editor.go(phone, shared_server, holder, "lock")
    page.get_by_role("button", name="Set a PIN").click()
    for words, field in ((theirs, 0), (old, 1)):
        page.get_by_label("My recovery words").fill(words)
        page.get_by_role("button", name="Go on with my words").click()
        if not field:
            expect(page.get_by_text("These words are new.")).to_be_visible()
        expect(page.get_by_label("PIN or passphrase")).to_have_count(field)
    page.goto(shared_server.url)
    expect(page.get_by_text("make new ones with your older words within 7 days")).to_be_visible()


def test_words_that_were_only_looked_at_are_asked_for_further_on(
    shared_server: Server, phone: Phone, holder: Holder
) -> None:
    page = shown(phone, shared_server, holder)
    assert holder.read()["has_code"] is False
    page.get_by_role("button", name="I have written them down").click()
    expect(page.get_by_text("These are my words now.")).to_be_visible()
    assert holder.read()["has_code"] is True

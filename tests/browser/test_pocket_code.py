"""*I already have a plan*: the recovery code, typed or pasted, opens the plan on another phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pwa.vault.recovery import new_code as vault_code
from tests.browser.conftest import Phone
from tests.browser.test_forgotten_pin import answer_is_lost
from tests.conftest import Holder, Server, new_code

STEP = "Sit under the walnut tree"
UNKNOWN = vault_code("digits").text()


@pytest.fixture
def holder(server: Server, make_plan: Callable[..., Holder]) -> Holder:
    holder = make_plan(server)
    holder.add("coping", text=STEP)
    return holder


@pytest.fixture
def code(server: Server, holder: Holder) -> str:
    return new_code(server, holder)


@pytest.fixture
def form(server: Server, phone: Phone) -> Page:
    phone.page.goto(server.url)
    phone.page.get_by_role("button", name="I already have a plan").click()
    expect(phone.page.get_by_role("heading", name="Open my plan here")).to_be_focused()
    return phone.page


def enter(page: Page, typed: str) -> None:
    page.get_by_label("recovery words").fill(typed)
    page.get_by_role("button", name="Open my plan").click()


def test_pasted_code_opens_the_plan(code: str, form: Page, server: Server) -> None:
    enter(form, f"  My words:\n{code.upper()}\n")
    expect(form.get_by_text(STEP).first).to_be_visible()
    assert form.url == f"{server.url}/"
    form.reload()
    expect(form.get_by_text(STEP).first).to_be_visible()
    assert (
        form.evaluate("() => Object.values(sessionStorage).join('') + document.querySelector('textarea').value") == "1"
    )  # words were shown


def test_typed_code_survives_a_reload(form: Page) -> None:
    form.get_by_label("recovery words").fill("apple river")
    form.reload()
    expect(form.get_by_label("recovery words")).to_have_value("apple river")


def test_empty_form_says_so(form: Page) -> None:
    form.get_by_role("button", name="Open my plan").click()
    expect(form.get_by_role("alert")).to_have_text("Please type or paste your recovery words first.")
    expect(form.get_by_label("recovery words")).to_be_focused()


def test_wrong_word_is_named_by_its_place(code: str, form: Page, phone: Phone) -> None:
    phone.forgive("400")
    words = code.split()
    enter(form, " ".join([*words[:2], "qqqqqq", *words[3:]]))
    expect(form.get_by_role("alert")).to_contain_text("Word 3 ")
    expect(form.get_by_label("recovery words")).to_have_value(" ".join([*words[:2], "qqqqqq", *words[3:]]))


def test_swapped_words_are_noticed(code: str, form: Page, phone: Phone) -> None:
    phone.forgive("400")
    first, second, *rest = code.split()
    enter(form, " ".join([second, first, *rest]))
    expect(form.get_by_role("alert")).to_contain_text("don't belong together")


def test_missing_word_is_counted(code: str, form: Page, phone: Phone) -> None:
    phone.forgive("400")
    enter(form, " ".join(code.split()[:-1]))
    expect(form.get_by_role("alert")).to_contain_text("A code has 13 words. Here are 12.")


def test_replaced_code_opens_nothing(code: str, form: Page, phone: Phone, server: Server, holder: Holder) -> None:
    phone.forgive("401", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET")
    new_code(server, holder)
    enter(form, code)
    expect(form.get_by_role("alert")).to_contain_text("No plan opens with these words.")


def test_too_many_tries_say_wait(
    start_server: Callable[..., Server], phone: Phone, axe: Callable[[Page], list[str]]
) -> None:
    phone.forgive("400", "401", "429")
    server = start_server(POCKET_PLAN_RECOVERIES_PER_HOUR="1")
    page = phone.page
    page.goto(f"{server.url}/#code")
    enter(page, UNKNOWN)
    expect(page.get_by_role("alert")).not_to_be_empty()
    page.get_by_role("button", name="Open my plan").click()
    expect(page.get_by_role("alert")).to_contain_text("wait")
    assert axe(page) == []


def test_no_connection_keeps_what_was_typed(form: Page, phone: Phone) -> None:
    phone.forgive("ERR_INTERNET_DISCONNECTED")
    phone.context.set_offline(True)
    enter(form, UNKNOWN)
    expect(form.get_by_role("alert")).to_contain_text("What you typed stays here.")
    expect(form.get_by_label("recovery words")).to_have_value(UNKNOWN)
    phone.context.set_offline(False)


def test_an_answer_that_was_lost_leaves_no_second_device(
    code: str, form: Page, phone: Phone, server: Server, holder: Holder
) -> None:
    phone.forgive("ERR_FAILED")
    before = holder.read()["devices"]
    form.route("**/api/recovery", answer_is_lost(form, server))
    enter(form, code)
    expect(form.get_by_role("alert").filter(has_text="connection")).to_be_visible()
    assert holder.read()["devices"] == before + 1
    form.unroute("**/api/recovery")
    form.reload()
    enter(form, code)
    expect(form.get_by_text(STEP).first).to_be_visible()
    assert holder.read()["devices"] == before + 1


def test_back_leads_to_the_first_page(form: Page) -> None:
    form.go_back()
    expect(form.get_by_role("button", name="I already have a plan")).to_be_focused()

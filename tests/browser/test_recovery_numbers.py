"""Where the recovery words would be foreign ones, numbers are offered that open the plan as well."""

from collections.abc import Callable

from playwright.sync_api import expect

from pwa.i18n import LOCALES, Languages
from tests.browser import editor
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server

STEP = "نزهة قصيرة"
ARABIC = Languages(LOCALES).translator("ar")


def test_numbers_open_the_plan_on_another_phone(
    shared_server: Server, phone: Phone, make_plan: Callable[..., Holder], new_phone: Callable[..., Phone]
) -> None:
    holder = make_plan(shared_server, language="ar")
    holder.add("coping", text=STEP)
    phone.context.add_cookies(holder.cookies)
    page = editor.go(phone, shared_server, holder, "recovery", "ar")
    page.get_by_role("button", name=ARABIC("Show numbers instead of words")).click()
    groups = page.locator("[data-word]")
    expect(groups).to_have_count(10)
    code = " ".join(groups.all_inner_texts())
    assert code.replace(" ", "").isdecimal()
    page.get_by_role("button", name=ARABIC("I have written them down")).click()
    expect(page.get_by_text(ARABIC("These are my words now. Older words no longer work."))).to_be_visible()
    other = new_phone(locale="ar").page
    other.goto(f"{shared_server.url}/#code")
    other.locator("#code-words").fill(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    other.locator("#code-form button[type=submit]").click()
    expect(other.locator("#plan").get_by_text(STEP).first).to_be_visible()


def test_english_needs_no_numbers(shared_server: Server, phone: Phone, holder: Holder) -> None:
    phone.context.add_cookies(holder.cookies)
    page = editor.go(phone, shared_server, holder, "recovery")
    expect(page.get_by_role("button", name="Show my words")).to_be_visible()
    expect(page.get_by_role("button", name="Show numbers instead of words")).to_have_count(0)

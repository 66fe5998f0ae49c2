"""Editing what others read: who they are stands under the field; a copy of someone not to be called is asked about."""

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.editor import add, go, new_field, row, saved
from tests.browser.sharing import ask, make
from tests.browser.sharing import go as go_to_sharing
from tests.conftest import Holder, Server

SEEN = "Seen by: Grace"


def test_line_under_a_field_says_who_reads_it(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("contacts", name="Grace")
    page = go(phone, shared_server, holder, "coping")
    expect(page.get_by_text(SEEN)).to_be_hidden()
    make(go_to_sharing(phone, shared_server, holder))
    page = go(phone, shared_server, holder, "coping")
    expect(page.get_by_text(SEEN)).to_be_visible()
    add(page, "Cold water")
    page.get_by_role("button", name="Change: Cold water").click()
    line = row(page, "Only me").get_by_text(SEEN)
    expect(line).to_be_visible()
    page.get_by_label("Only me").check()
    expect(line).to_be_hidden()
    page = go(phone, shared_server, holder, "safe")
    expect(new_field(page)).to_be_visible()
    expect(page.get_by_text(SEEN)).to_be_hidden()
    page = go(phone, shared_server, holder, "about")
    expect(page.get_by_text(SEEN)).to_have_count(3)


def test_copy_of_someone_who_was_added_to_avoid_is_asked_about(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("contacts", name="Grace", phones=[{"number": "07700 900112", "for": ["call"]}])
    text = make(go_to_sharing(phone, shared_server, holder))
    page = go(phone, shared_server, holder, "avoid")
    page.get_by_label("Add a person: the name").fill("grace")
    saved(page.get_by_label("Add a person: the name"))
    asked = page.get_by_role("heading", name="“Grace” has a copy of your plan. Shall it be stopped?")
    expect(asked).to_be_visible()
    page.get_by_role("button", name="Leave it").click()
    expect(asked).to_be_hidden()
    assert ask(text).status_code == 200
    page = go(phone, shared_server, holder, "avoid")
    expect(page.get_by_label("Add a person: the name")).to_be_visible()
    expect(asked).to_be_hidden()
    page.get_by_label("Add a person: the name").fill("GRACE")
    page.get_by_role("button", name="Stop the copy").click()
    expect(page.get_by_text("Stopped. The copy for Grace opens no more.")).to_be_visible()
    expect(asked).to_be_hidden()
    assert ask(text).status_code == 410


def test_line_under_the_field_for_a_new_entry_goes_with_the_copy(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("contacts", name="Grace")
    make(go_to_sharing(phone, shared_server, holder))
    page = go(phone, shared_server, holder, "contacts")
    expect(page.get_by_text(SEEN)).to_be_visible()
    holder.add("avoid", name="Grace")
    page.get_by_label("Add a person: the name").fill("Amadou")
    page.get_by_role("button", name="Stop the copy").click()
    expect(page.get_by_text("Stopped. The copy for Grace opens no more.")).to_be_visible()
    for line in page.get_by_text(SEEN).all():
        expect(line).to_be_hidden()

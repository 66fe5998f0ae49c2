"""What happened before loses nothing: to a killed server, to a deletion taken back, to a date that is half typed."""

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.editor import LONG_WAIT_MS, saved
from tests.browser.telling import NOTHING_WAITS, TOLD, contents, go, kept, new_event
from tests.conftest import Holder, Server


def test_what_is_typed_survives_a_killed_server(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    holder.add("past", what="Nine days")
    page = go(phone, server, holder, 1)
    page.get_by_role("button", name="Change: Nine days").click()
    page.get_by_label("How I see it").fill("I could not hear")
    saved(page.get_by_label("How I see it"))
    page.get_by_role("button", name="Add someone’s view").click()
    server.kill()
    page.get_by_label("How I see it").press_sequentially(" the door")
    page.get_by_label("Whose view it is").fill("my sister")
    page.get_by_label("How they see it").fill("He wanted to be left alone")
    page.get_by_label("Year").fill("2024")
    new_event(page).fill("Another one, half")
    expect(page.get_by_text("Not saved yet. It is kept on this page, and we keep trying.").first).to_be_visible()
    server.start()
    page.wait_for_function(NOTHING_WAITS, timeout=LONG_WAIT_MS)
    view = {"by": "my sister", "view": "He wanted to be left alone"}
    told = {"what": "Nine days", "when": "2024", "my_view": "I could not hear the door", "other_views": [view]}
    assert contents(holder) == [told, {"what": "Another one, half"}]
    assert all("rivals" not in entry for entry in kept(holder))


def test_answers_survive_a_killed_server(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    page = go(phone, server, holder)
    server.kill()
    page.get_by_role("group", name="Racism").get_by_label("rather not say").check()
    server.start()
    page.wait_for_function(NOTHING_WAITS, timeout=LONG_WAIT_MS)
    assert contents(holder) == [{"value": "rather_not_say"}]


def test_event_is_changed_put_away_deleted_and_brought_back(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("past", **TOLD[0])
    before = kept(holder)
    page = go(phone, shared_server, holder, 1)
    change = page.get_by_role("button", name=f"Change: {TOLD[0]['what']}")
    change.click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert kept(holder) == []
    page.get_by_role("button", name="Undo").click()
    expect(change).to_be_visible()
    assert kept(holder) == before
    change.click()
    page.get_by_role("button", name="Put away", exact=True).click()
    page.get_by_text("Put away (1)").click()
    assert kept(holder)[0]["away"] is True
    page.get_by_role("button", name="Bring back").click()
    expect(change).to_be_visible()
    assert contents(holder) == [TOLD[0]]


def test_view_that_was_taken_out_comes_back_whole(phone: Phone, shared_server: Server, holder: Holder) -> None:
    holder.add("past", **TOLD[0])
    page = go(phone, shared_server, holder, 1)
    page.get_by_role("button", name="Change: Stopped").click()
    page.get_by_role("button", name="Take this view out: my sister").click()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.get_by_role("group", name="View 2")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("group", name="View 2")).to_be_visible()
    saved(page.get_by_label("Whose view it is").first)
    assert contents(holder) == [TOLD[0]]


def test_date_is_given_by_year_by_month_or_by_day_in_any_digits(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("past", what="A day")
    page = go(phone, shared_server, holder, 1)
    page.get_by_role("button", name="Change: A day").click()
    year = page.get_by_label("Year")
    year.press_sequentially("٢٠٢")
    expect(page.get_by_text("Please write the year with four digits")).to_be_visible()
    year.press_sequentially("٤")
    saved(year)
    assert contents(holder)[0]["when"] == "2024"
    page.get_by_label("Month").select_option("February")
    page.get_by_label("Day").select_option("30")
    expect(page.get_by_text("Please write the year with four digits")).to_be_visible()
    page.get_by_label("Day").select_option("29")
    saved(year)
    assert contents(holder)[0]["when"] == "2024-02-29"
    page.get_by_label("Month").select_option("not said")
    saved(year)
    assert contents(holder)[0]["when"] == "2024"

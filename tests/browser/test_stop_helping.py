"""Someone who helps two people of one name tells their plans apart, and stops helping with one of them."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.conftest import Holder, Server
from tests.helped import helped


def test_a_helper_of_two_people_with_one_name_stops_helping_with_one(
    new_phone: Callable[..., Phone], server: Server, make_plan: Callable[..., Holder]
) -> None:
    theirs, mine = new_phone(), new_phone()
    theirs.forgive("410", "404")
    holders = [make_plan(server) for _ in range(2)]
    for number, holder in enumerate(holders):
        holder.add("coping", text=f"Tea {number}")
        slot = "helperaa" if number == 0 else "helperbb"
        (cookie,) = helped(server, holder, {slot: "Sam"}, {"coping": "write"}, day=f"2026-11-0{number + 2}").values()
        theirs.context.add_cookies([cookie])
    page = theirs.page
    page.goto(f"{server.url}/en/with")
    expect(page.get_by_role("link", name="The plan of Ada")).to_have_count(2)
    page.get_by_role("link", name="2 November 2026").click()
    expect(page.get_by_text("You help here since 2 November 2026.")).to_be_visible()
    page.get_by_role("link", name="What helps").click()
    expect(page.get_by_text("Tea 0")).to_be_visible()
    expect(page.get_by_text("You help here since 2 November 2026.")).to_be_visible()
    page.get_by_role("link", name="All parts you can read").click()

    opener = page.get_by_role("button", name="Stop helping", exact=True)
    opener.press("Enter")
    expect(page.get_by_role("heading", name="Stop helping with the plan of Ada?")).to_be_focused()
    expect(page.get_by_text("What you wrote stays, under your name.")).to_be_visible()
    page.get_by_role("button", name="Go on helping").press("Enter")
    expect(opener).to_be_focused()
    opener.press("Enter")
    page.get_by_role("button", name="Yes, stop helping").press("Enter")
    expect(page.get_by_text("You no longer help with this plan")).to_be_visible()
    expect(page.get_by_role("link", name="The plan of Ada")).to_have_count(1)
    expect(page.get_by_text("You help here since 3 November 2026.")).to_be_visible()

    mine.context.add_cookies(holders[0].cookies)
    owner = mine.page
    owner.goto(f"{server.url}/en/{holders[0].slot}/helpers")
    expect(owner.get_by_text("They stopped helping on ")).to_be_visible()
    mine.context.clear_cookies()
    mine.context.add_cookies(holders[1].cookies)
    owner.goto(f"{server.url}/en/{holders[1].slot}/readers")
    expect(owner.get_by_text("Helps since 3 November 2026, until you end it.")).to_be_visible()
    expect(owner.get_by_text("Your own number")).to_have_count(0)

    holders[1].add("avoid", name="Sam")
    owner.goto(f"{server.url}/en/{holders[1].slot}/helpers")
    asked = owner.get_by_role("heading", name="“Sam” writes in your plan with you. Shall that go on?")
    expect(asked).to_be_visible()
    expect(owner.get_by_text("Until you end it, they can read this: What helps me")).to_be_visible()
    owner.get_by_role("button", name="They go on helping").click()
    expect(asked).to_have_count(0)
    expect(owner.get_by_text("Helps since 3 November 2026")).to_be_visible()

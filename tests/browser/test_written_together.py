"""Two people at two browsers write in one plan: invited, each under their own name, ended when the owner wants it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from pwa.pages.edit import part_address
from pwa.plan.changes import parse_change
from pwa.plan.sections import SECTIONS
from pwa.share.helpers import Helpers
from pwa.share.helping import Invitation
from pwa.share.link import make
from pwa.share.terms import Copy, Terms
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server, new_code
from tests.faults.test_attackers import Offline, offline
from tests.helped import DAY, helped

AT = {one.id: number for number, one in enumerate(SECTIONS)}
ADD = "Add one, in my own words"


def invite(page: Page, code: str) -> str:
    """Make an invitation as its owner does; its link."""
    page.get_by_label("Their name").fill("Sam")
    page.get_by_label("Who they are to you").fill("peer worker")
    page.get_by_text("What they can read or write: 2 parts").click()
    page.get_by_label("What helps me", exact=True).select_option("write")
    page.get_by_label("What matters to me").select_option("read")
    page.get_by_label("What happened before", exact=True).check()
    expect(page.get_by_text("What they can read or write: 4 parts")).to_be_visible()
    page.get_by_label("Yes, they may read what happened before").check()
    page.get_by_label("They may write how they see it, beside my words").check()
    expect(page.get_by_text("What they can read or write: 5 parts")).to_be_visible()
    page.get_by_label("My recovery words").fill(code)
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.get_by_role("heading", name="The invitation for Sam")).to_be_visible()
    found = re.search(r"http[^\s\"<]*/en/with/new#[\w-]{43}", page.content())
    assert found
    return found[0]


def test_someone_is_invited_writes_under_their_name_and_is_ended(
    new_phone: Callable[..., Phone], server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    holder.add("coping", text="Tea")
    holder.add("reasons", text="My cat")
    holder.add("safe", text="canary")
    holder.change({"kind": "set_field", "section": "about", "entry": "name_i_like", "value": "Ada", "based_on": None})
    code = new_code(server, holder)
    mine, theirs = new_phone(), new_phone()
    mine.context.add_cookies(holder.cookies)
    theirs.forgive("410", "404")
    owner, helper = mine.page, theirs.page

    owner.goto(f"{server.url}/en/{holder.slot}/edit")
    owner.get_by_role("link", name="Write with someone").click()
    link = invite(owner, code)

    helper.goto(link)
    helper.get_by_role("button", name="Begin to help").click()
    expect(helper.get_by_role("heading", level=1, name="The plan of Ada")).to_be_visible()
    assert "#" not in helper.url
    slot = helper.url.split("/")[-2]
    expect(helper.get_by_role("link", name="What feels safe")).to_have_count(0)
    expect(helper.get_by_role("link", name="What happened before read and write")).to_be_visible()
    helper.get_by_role("link", name="What matters to Ada").click()
    expect(helper.get_by_text("My cat")).to_be_visible()
    expect(helper.get_by_role("button", name="Suggest other words")).to_have_count(0)
    helper.goto(f"{server.url}/en/{slot}/with/{AT['coping']}")
    helper.get_by_label(ADD).fill("Sit by the sea")
    helper.get_by_role("button", name="Add", exact=True).click()
    expect(helper.get_by_role("button", name="Change: Sit by the sea")).to_be_visible()
    helper.get_by_role("button", name="Suggest other words: Tea").click()
    helper.get_by_label("Your suggestion").fill("Mint tea")
    helper.get_by_role("button", name="Done").click()
    expect(helper.get_by_text("You suggested:")).to_be_visible()
    assert "canary" not in helper.content()

    owner.goto(server.url)
    expect(owner.locator("[data-section=coping]").get_by_text("Sam suggests other words.")).to_have_count(1)
    owner.goto(f"{server.url}/en/{holder.slot}/edit/{part_address('coping')}")
    expect(owner.get_by_text("Written by Sam,")).to_be_visible()
    expect(owner.get_by_role("group", name="Sam suggests")).to_be_visible()
    owner.get_by_role("button", name="Take it: Mint tea").click()
    expect(owner.get_by_text("These are your words now.")).to_be_visible()
    steps = holder.read()["sections"]["coping"]
    assert [(one["content"]["text"], one["by"] == "me") for one in steps] == [
        ("Mint tea", True), ("Sit by the sea", False),
    ]  # fmt: skip

    owner.goto(server.url)
    said = owner.locator("[data-section=coping]").get_by_text("Written by Sam,")
    expect(said).to_have_count(1)
    expect(owner.get_by_text("1 person writes in it with you.")).to_be_visible()
    owner.goto(f"{server.url}/en/{holder.slot}/paper")
    expect(owner.get_by_text("Written by Sam,").first).to_be_attached()

    owner.goto(f"{server.url}/en/{holder.slot}/helpers")
    expect(owner.get_by_text("Wrote: What helps me")).to_be_visible()
    expect(owner.get_by_text("Opened: ")).to_contain_text("What matters to me")
    owner.get_by_role("button", name="End it: Sam").click()
    owner.get_by_role("button", name="Yes, end it").click()
    expect(owner.get_by_text("Ended: Sam.")).to_be_visible()
    helper.wait_for_url(f"{server.url}/")  # what was open shows nothing of the plan any more
    helper.goto(f"{server.url}/en/{slot}/with")
    expect(helper.get_by_text("You no longer help with this plan: it was ended")).to_be_visible()
    assert not [one for one in theirs.context.cookies() if str(one.get("name")).endswith(f"h_{slot}")]
    helper.goto(link)
    helper.get_by_role("button", name="Begin to help").click()
    expect(helper.get_by_role("alert")).to_contain_text("This invitation does not work, or no longer.")


def test_wrong_words_make_no_invitation(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> None:
    holder, other = make_plan(server), make_plan(server)
    new_code(server, holder)
    wrong = new_code(server, other)
    phone.context.add_cookies(holder.cookies)
    page = phone.page
    page.goto(f"{server.url}/en/{holder.slot}/helpers")
    page.get_by_label("Their name").fill("Sam")
    page.get_by_label("What they call you").fill("Ada")
    for words in ("", wrong):
        page.get_by_label("My recovery words").fill(words)
        page.get_by_role("button", name="Make the invitation").click()
        expect(page.get_by_role("status").filter(has_text="words").first).to_be_visible()
    expect(page.get_by_role("heading", name="The invitation for")).to_have_count(0)
    expect(page.get_by_text("Nobody yet.")).to_be_visible()


def test_one_browser_helps_two_people_and_never_mixes_them(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    for slot, owner in (("firstone", "Ada"), ("otherone", "Bo")):
        holder = make_plan(server)
        holder.add("coping", text=f"what helps {owner}")
        phone.context.add_cookies([*helped(server, holder, {slot: "Sam"}, {"coping": "write"}, owner=owner).values()])
    page = phone.page
    page.goto(f"{server.url}/en/with")
    expect(page.get_by_role("link", name="The plan of")).to_have_count(2)
    for slot, owner, other in (("firstone", "Ada", "Bo"), ("otherone", "Bo", "Ada")):
        page.goto(f"{server.url}/en/{slot}/with/{AT['coping']}")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"The plan of {owner}")
        expect(page.get_by_text(f"what helps {owner}")).to_be_visible()
        assert other not in page.locator(".pp-main").inner_text()


def test_two_helpers_and_the_person_write_at_once_and_nothing_is_lost(
    new_phone: Callable[..., Phone], server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    holder.add("coping", text="Tea")
    cookies = helped(server, holder, {"samhelps": "Sam", "johelps2": "Jo"}, {"coping": "write"})
    pages = {}
    for who, path, cookie in (
        ("Ada", f"{holder.slot}/edit/{part_address('coping')}", holder.cookies),
        ("Sam", f"samhelps/with/{AT['coping']}", [cookies["samhelps"]]),
        ("Jo", f"johelps2/with/{AT['coping']}", [cookies["johelps2"]]),
    ):
        phone = new_phone()
        phone.forgive("Failed to load resource", "WebSocket", "ERR_", "socket")
        phone.context.add_cookies(cookie)
        phone.page.goto(f"{server.url}/en/{path}")
        expect(phone.page.get_by_label(ADD)).to_be_visible()
        pages[who] = phone
    pages["Jo"].context.set_offline(True)
    for who, phone in pages.items():
        phone.page.get_by_label(ADD).press_sequentially(f"from {who}", delay=10)
    server.kill()
    for who, phone in pages.items():
        phone.page.get_by_label(ADD).press_sequentially(f", and more from {who}", delay=10)
    server.start()
    pages["Jo"].context.set_offline(False)

    def told() -> dict[str, str]:
        plan = holder.read()
        names = {by: one["name"] for by, one in plan["voices"].items()} | {"me": "Ada"}
        return {one["content"]["text"]: names[one["by"]] for one in plan["sections"]["coping"]}

    wanted = {f"from {who}, and more from {who}": who for who in pages} | {"Tea": "Ada"}
    for _ in range(60):
        if told() == wanted:
            break
        pages["Sam"].page.wait_for_timeout(500)
    assert told() == wanted


def test_the_reader_of_a_copy_sees_whose_words_they_are(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    holder.add("coping", text="Tea")
    added = {"kind": "add", "section": "coping", "entry": "ab" * 16, "revision": f"{'ab' * 16}:1"}

    def write(one: Offline) -> Copy:
        helpers = Helpers(one.access)
        wanted = Invitation(name="Sam", owner="Ada", sections={"coping": "write"})
        helper = helpers.take(helpers.invite(one.cookie, wanted, DAY), DAY)
        helpers.change(helper, [parse_change({**added, "content": {"text": "A walk"}})], DAY)
        return one.copies.make(one.cookie, Terms(label="my sister", sections=("coping",)))

    copy: Copy = offline(server, holder, write)
    phone.page.goto(make(server.url, copy.id, copy.key))
    expect(phone.page.get_by_text("A walk").first).to_be_visible()
    said = phone.page.get_by_text("Written by Sam, 1 December 2026")
    expect(said.first).to_be_visible()
    expect(said).to_have_count(1)

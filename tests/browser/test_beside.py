"""Someone who helps writes where the person's words stand: for the team in a point, how they see an event."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from pwa.pages.edit import part_address
from pwa.plan.sections import SECTIONS
from tests.browser.conftest import Phone
from tests.conftest import Holder, Server
from tests.helped import helped

AT = {one.id: number for number, one in enumerate(SECTIONS)}
ADD = "Add one, in my own words"
SECTIONS_GIVEN = {"agreement": "write", "past": "write", "choices": "write"}


def whole(holder: Holder) -> dict[str, Any]:
    """The plan as its owner's own file holds it: with what no phone is sent."""
    reply = holder.client.post("/api/plans/mine/file", json={})
    assert reply.status_code == 200, reply.text
    plan: dict[str, Any] = reply.json()
    return plan


def test_a_helpers_side_and_view_stand_beside_the_persons_everywhere(
    new_phone: Callable[..., Phone], server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    holder.add("agreement", point="Call my sister first", me="agreed")
    holder.add("past", what="We moved", my_view="It was too fast")
    holder.add("choices", want="Swim in the sea")
    before = whole(holder)["sections"]
    cookies = helped(server, holder, {"samhelps": "Sam"}, SECTIONS_GIVEN)
    mine, theirs = new_phone(), new_phone()
    mine.context.add_cookies(holder.cookies)
    theirs.context.add_cookies([cookies["samhelps"]])
    owner, helper = mine.page, theirs.page

    def go(section: str) -> None:
        helper.goto(f"{server.url}/en/samhelps/with/{AT[section]}")

    go("agreement")
    helper.get_by_role("button", name="Speak for the care team: Call my sister first").click()
    expect(helper.get_by_label("I say")).to_have_count(0)
    helper.get_by_role("radio", name="not agreed", exact=True).check()
    helper.get_by_label("Their note").fill("Not after ten at night")
    helper.get_by_role("button", name="Done").click()
    expect(helper.get_by_text("What the care team says: Not after ten at night")).to_be_visible()
    helper.get_by_label(ADD).fill("A quiet room")
    helper.get_by_role("button", name="Add", exact=True).click()
    expect(helper.get_by_role("button", name="Change: A quiet room")).to_be_visible()
    go("past")
    expect(helper.get_by_label(ADD)).to_have_count(0)
    helper.get_by_role("button", name="Write how you see it: We moved").click()
    for label, words in (
        ("How you see it", "It had been planned"),
        ("Where you know it from", "I was there"),
        ("How sure you are", "quite sure"),
    ):
        helper.get_by_role("textbox", name=label).fill(words)
    helper.get_by_role("button", name="Done").click()
    expect(helper.get_by_text("Where they know it from: I was there")).to_be_visible()
    go("choices")
    helper.get_by_label(ADD).fill("Walk to the lake")
    helper.get_by_role("button", name="Add", exact=True).click()
    expect(helper.get_by_role("button", name="Change: Walk to the lake")).to_be_visible()

    plan = whole(holder)["sections"]
    assert plan["past"][0]["content"] == before["past"][0]["content"]
    assert plan["choices"][0] == before["choices"][0]
    said = {**before["agreement"][0]["content"], "team": "not_agreed", "team_note": "Not after ten at night"}
    assert plan["agreement"][0]["content"] == said

    edit = f"{server.url}/en/{holder.slot}/edit"
    owner.goto(f"{edit}/{part_address('agreement')}")
    point = owner.get_by_role("listitem").filter(has_text="Call my sister first").first
    expect(point).to_contain_text("My care team says · Sam, ")
    expect(point).not_to_contain_text("Written by Sam")
    expect(owner.get_by_text("Written by Sam").first).to_be_visible()
    owner.goto(f"{edit}/{part_address('past')}?step=1")
    expect(owner.get_by_text("Others see it in their own way: Sam")).to_be_visible()
    owner.get_by_text("Read all of it").click()
    for words in ("It was too fast", "It had been planned", "Where they know it from: I was there", "Written by Sam, "):
        expect(owner.get_by_text(words).first).to_be_visible()
    owner.goto(server.url)
    kept = owner.locator("[data-section=agreement]")
    assert "Call my sister first" in kept.inner_text() or kept.get_by_text("Call my sister first").count()
    expect(kept.get_by_text("Sam, ").first).to_be_attached()
    assert kept.get_by_text("Written by Sam").count() == 1, "the new point alone: the other's words are the person's"


def test_views_of_two_helpers_and_the_person_outlive_a_lost_line_and_a_killed_server(
    new_phone: Callable[..., Phone], server: Server, make_plan: Callable[..., Holder]
) -> None:
    holder = make_plan(server)
    event = holder.add("past", what="We moved")
    cookies = helped(server, holder, {"samhelps": "Sam", "johelps2": "Jo"}, SECTIONS_GIVEN)
    phones = {}
    for who, path, cookie in (
        ("Ada", f"{holder.slot}/edit/{part_address('past')}?step=1", holder.cookies),
        ("Sam", f"samhelps/with/{AT['past']}", [cookies["samhelps"]]),
        ("Jo", f"johelps2/with/{AT['past']}", [cookies["johelps2"]]),
    ):
        phone = phones[who] = new_phone()
        phone.forgive("Failed to load resource", "WebSocket", "ERR_", "socket")
        phone.context.add_cookies(cookie)
        phone.page.goto(f"{server.url}/en/{path}")
        phone.page.get_by_role("button", name="Change: We moved" if who == "Ada" else "Write how you see it").click()
    fields = {
        who: phone.page.get_by_role("textbox", name="How I see it" if who == "Ada" else "How you see it")
        for who, phone in phones.items()
    }
    for field in fields.values():
        expect(field).to_be_visible()
    phones["Jo"].context.set_offline(True)
    for who, field in fields.items():
        field.press_sequentially(f"from {who}", delay=10)
    server.kill()
    for who, field in fields.items():
        field.press_sequentially(f", and more from {who}", delay=10)
    server.start()
    phones["Jo"].context.set_offline(False)

    def told() -> dict[str, str]:
        plan = whole(holder)
        names = {by: one["name"] for by, one in plan["voices"].items()} | {"me": "Ada"}
        (entry,) = plan["sections"]["past"]
        assert entry["id"] == event
        return {names[one["by"]]: _view(one["content"]) for one in (entry, *entry.get("rivals", ()))}

    wanted = {who: f"from {who}, and more from {who}" for who in phones}
    for _ in range(60):
        if told() == wanted:
            break
        phones["Sam"].page.wait_for_timeout(500)
    assert told() == wanted


def _view(content: dict[str, list[dict[str, str]]]) -> str:
    return str(content.get("my_view") or (content.get("other_views") or [{"view": ""}])[0]["view"])

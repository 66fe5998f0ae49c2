"""What was agreed for a crisis: typed by two, read side by side, changed since, printed and given to someone alone."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pwa.pages.edit import part_address
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.typed import raw_changes
from tests.browser.conftest import Phone
from tests.browser.editor import LONG_WAIT_MS, go, row, saved
from tests.browser.hands import Hands
from tests.browser.sharing import read, seen
from tests.browser.test_every_page import WAYS_TO_LOOK, barriers
from tests.browser.test_paper import print_
from tests.conftest import ROOT, Holder, Server

SHORTHAND = json.loads((ROOT / "tests/plans/full.en.json").read_text("utf-8"))
FULL = [raw["content"] for _, raw in raw_changes({"agreement": SHORTHAND["agreement"]})]
HOME, WARD, MEDICINE, SISTER = (content["point"] for content in FULL)
SIGNED = {"me_name": "Sam", "me_date": "2026-10-12", "team_name": "Grace Obi", "team_date": "2026-10-13"}


@pytest.fixture
def agreed(holder: Holder) -> Holder:
    """A plan with what the full one agreed, signed by both, and something that is in no agreement."""
    for content in FULL:
        holder.add("agreement", **content)
    for name, value in SIGNED.items():
        sign(holder, name, value)
    holder.add("coping", text="Cold water on my wrists")
    return holder


def sign(holder: Holder, name: str, value: str) -> None:
    holder.change({"kind": "set_field", "section": "agreement", "entry": name, "value": value, "based_on": None})


def points(holder: Holder) -> list[dict[str, Any]]:
    """What the server holds of the points, in order."""
    return [one["content"] for one in holder.read()["sections"]["agreement"] if one["id"] not in SIGNED]


def says(place: Locator | Page, side: str, words: str) -> Locator:
    """What one side may say."""
    return place.get_by_role("group", name=side, exact=True).get_by_label(words, exact=True)


def change(page: Page, words: str) -> None:
    row(page, words).get_by_role("button", name=re.compile("^Change")).click()
    expect(page.get_by_role("button", name="Done")).to_be_visible()


def done(page: Page) -> None:
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Done")).to_have_count(0)


def test_the_full_agreement_is_typed_and_kept_as_it_stands(phone: Phone, shared_server: Server, holder: Holder) -> None:
    hands = Hands(phone, shared_server)
    hands.slot = holder.slot
    hands.type_section(AGREEMENT, FULL)
    labels = {field.name: field.label for field in AGREEMENT.answers}
    for name, value in SIGNED.items():
        field = hands.page.get_by_label(labels[name], exact=True)
        field.fill(value)
        saved(field)
    assert points(holder) == FULL
    held = {one["id"]: one["content"]["value"] for one in holder.read()["sections"]["agreement"] if one["id"] in SIGNED}
    assert held == SIGNED
    page = go(phone, shared_server, holder, "agreement")
    expect(page.locator("[data-entry]")).to_have_count(len(FULL))
    ward = row(page, WARD)
    mine, theirs = ward.locator(".pp-side").all()
    expect(ward.get_by_text("Not agreed", exact=True)).to_be_visible()
    expect(mine).to_have_text("I say · Samagreed")
    expect(theirs).to_have_text("My care team says · Grace Obinot agreedWe will try, beds decide.Written down by me.")
    boxes = [side.bounding_box() for side in (mine, theirs)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    expect(row(page, HOME).get_by_text("Agreed by both")).to_be_visible()


def test_nobody_has_agreed_to_what_was_just_written(phone: Phone, shared_server: Server, holder: Holder) -> None:
    page = go(phone, shared_server, holder, "agreement")
    page.get_by_label("Add one, in my own words").fill("My brother feeds the cat")
    page.get_by_role("button", name="Add", exact=True).click()
    for side in ("I say", "My care team says"):
        expect(says(page, side, "not yet talked about")).to_be_checked()
    assert points(holder) == [{"point": "My brother feeds the cat"}]
    says(page, "I say", "not agreed").check()
    saved(says(page, "I say", "not agreed"))
    done(page)
    assert points(holder) == [{"point": "My brother feeds the cat", "me": "not_agreed"}]
    expect(row(page, "feeds the cat").get_by_text("Not agreed", exact=True)).to_be_visible()


def test_a_point_changed_on_the_day_both_agreed_says_so_until_both_agree_anew(
    phone: Phone, shared_server: Server, holder: Holder
) -> None:
    holder.add("agreement", point="My sister speaks for me")
    page = go(phone, shared_server, holder, "agreement")
    change(page, "My sister")
    for side in ("I say", "My care team says"):
        says(page, side, "agreed").check()
        saved(says(page, side, "agreed"))
    expect(page.get_by_text("Changed since both agreed")).to_have_count(0)
    field = page.get_by_label("What it is about", exact=True)
    field.fill("My brother speaks for me")
    saved(field)
    expect(page.get_by_text("Both agreed to: “My sister speaks for me”")).to_be_visible()
    done(page)
    point = row(page, "My brother")
    expect(point.get_by_text("Changed since both agreed")).to_be_visible()
    expect(point.get_by_text("Both agreed to: “My sister speaks for me”")).to_be_visible()
    expect(page.locator(".pp-paper")).to_contain_text("Changed since both agreed")
    on_phone = phone.context.new_page()
    on_phone.goto(shared_server.url)
    fold = on_phone.locator('[data-section="agreement"]')
    expect(fold).to_contain_text("Changed since both agreed")
    assert "My sister" not in on_phone.content()
    on_phone.close()
    change(page, "My brother")
    page.get_by_role("button", name="Both agree to it as it is now").click()
    expect(page.get_by_text("Saved. Both agree to it as it is now.")).to_be_visible()
    done(page)
    expect(point.get_by_text("Agreed by both")).to_be_visible()
    expect(page.locator(".pp-paper")).to_contain_text("Agreed by both")
    assert points(holder) == [{"point": "My brother speaks for me", "me": "agreed", "team": "agreed"}]


def test_it_prints_alone_on_one_page(phone: Phone, shared_server: Server, agreed: Holder) -> None:
    page = go(phone, shared_server, agreed, "agreement")
    expect(page.locator(".pp-paper")).to_contain_text("beds decide")
    printed = print_(page)
    assert printed.sizes_mm == [(210, 297)]
    signed = ("Sam", "12 October 2026", "Grace Obi", "13 October 2026")
    for words in (HOME, WARD, MEDICINE, SISTER, "We will try, beds decide.", "not a contract", "In Scotland", *signed):
        assert words in printed.text, words
    assert printed.text.index(SISTER) < printed.text.index(WARD)
    for words in ("Cold water", "Change", "Names and days", "Add one", "All parts of my plan"):
        assert words not in printed.text, words


def test_what_is_only_for_its_owner_is_on_no_paper(phone: Phone, shared_server: Server, agreed: Holder) -> None:
    secret = agreed.add("agreement", point="Words for me alone")
    agreed.change({"kind": "only_me", "section": "agreement", "entry": secret, "on": True})
    page = go(phone, shared_server, agreed, "agreement")
    expect(row(page, "Words for me alone")).to_be_visible()
    expect(page.locator(".pp-paper")).to_contain_text("beds decide")
    assert "Words for me alone" not in print_(page).text


def test_a_copy_of_it_alone_holds_nothing_else_and_reads_well(
    phone: Phone, shared_server: Server, agreed: Holder, new_phone: Callable[..., Phone], axe: Callable[..., list[str]]
) -> None:
    agreed.change({"kind": "set_field", "section": "about", "entry": "name_i_like", "value": "Sam", "based_on": None})
    agreed.add("responses", text="Sit with me")
    agreed.add("contacts", name="Grace")
    page = go(phone, shared_server, agreed, "agreement")
    page.get_by_role("link", name="Make a copy of this alone").click()
    expect(page.get_by_text("Chosen for this copy: “What we agreed for a crisis”, and nothing else.")).to_be_visible()
    expect(page.get_by_text("What they can read: 1 part")).to_be_visible()
    page.get_by_label("Grace", exact=True).check()
    page.get_by_role("button", name="Make the copy").click()
    link = seen(page)
    content = read(link)
    assert content["sections"] == ["agreement"]
    assert content["plan"]["sections"].keys() == {"agreement"}
    for words in ("Sit with me", "Cold water", "Grace from"):
        assert words not in json.dumps(content)
    reader = new_phone(reduced_motion="reduce").page
    reader.goto(link)
    copy = reader.locator("#copy")
    expect(copy.get_by_role("heading", level=1)).to_have_text("Sam’s plan, shared with you")
    assert copy.locator("h2").all_inner_texts() == ["What we agreed for a crisis", "Help for you"]
    expect(copy.get_by_text("This is a promise between people, not a contract.")).to_be_visible()
    standing = copy.locator(".pp-standing").all_inner_texts()
    assert standing == ["Agreed by both", "Agreed by both", "Agreed by both", "Not agreed"]
    assert barriers(reader, axe) == []


def test_a_copy_begun_elsewhere_is_not_mixed_with_one_of_this_alone(
    phone: Phone, shared_server: Server, agreed: Holder
) -> None:
    page = phone.page
    page.goto(f"{shared_server.url}/en/{agreed.slot}/share")
    page.get_by_text(re.compile("^What they can read")).click()
    page.get_by_label("What helps me: 1 thing").uncheck()
    page.get_by_label("What helps me: 1 thing").check()
    page.goto(f"{shared_server.url}/en/{agreed.slot}/share?only={part_address('agreement')}")
    expect(page.get_by_text("What they can read: 1 part")).to_be_visible()
    page.get_by_text("What they can read: 1 part").click()
    expect(page.get_by_label("What helps me: 1 thing")).not_to_be_checked()


def test_points_are_put_in_order_and_names_are_no_points(phone: Phone, shared_server: Server, agreed: Holder) -> None:
    page = go(phone, shared_server, agreed, "agreement")
    expect(page.locator("[data-entry]")).to_have_count(len(FULL))
    row(page, SISTER).get_by_role("button", name=re.compile("^Move up")).click()
    expect(page.get_by_text("Moved. It is now 3 of 4.")).to_be_visible()
    assert [content["point"] for content in points(agreed)] == [HOME, WARD, SISTER, MEDICINE]


def test_a_point_is_agreed_to_by_keyboard_alone(phone: Phone, shared_server: Server, agreed: Holder) -> None:
    page = go(phone, shared_server, agreed, "agreement")
    keys = page.keyboard
    row(page, WARD).get_by_role("button", name=re.compile("^Change")).focus()
    keys.press("Enter")
    expect(page.get_by_label("What it is about", exact=True)).to_be_focused()
    theirs = page.get_by_role("group", name="My care team says", exact=True)
    for _ in range(12):
        keys.press("Tab")
        if theirs.evaluate("(group) => group.contains(document.activeElement)"):
            break
    keys.press("ArrowUp")
    saved(says(page, "My care team says", "agreed"))
    for _ in range(8):
        keys.press("Tab")
        if page.evaluate("() => document.activeElement.textContent") == "Done":
            break
    keys.press("Enter")
    expect(row(page, WARD).get_by_text("Agreed by both")).to_be_visible()
    assert points(agreed)[1]["team"] == "agreed"


def test_an_opened_point_has_no_barrier(
    phone: Phone, shared_server: Server, agreed: Holder, axe: Callable[..., list[str]]
) -> None:
    first = agreed.read()["sections"]["agreement"][0]
    content = {**first["content"], "point": "D" * 150, "topic": "treatment_not_wanted"}
    agreed.change(
        {
            "kind": "edit",
            "section": "agreement",
            "entry": first["id"],
            "content": content,
            "based_on": first["revision"],
        }
    )
    phone.page.emulate_media(reduced_motion="reduce")  # axe would measure a colour on its way
    page = go(phone, shared_server, agreed, "agreement")
    change(page, "DDD")
    expect(page.get_by_role("button", name="Both agree to it as it is now")).to_be_visible()
    found = {}
    for look, way in WAYS_TO_LOOK.items():
        way(page)
        found[look] = barriers(page, axe, look)
    assert found == {look: [] for look in WAYS_TO_LOOK}


def test_a_server_killed_while_both_type_loses_no_voice(server: Server, own: tuple[Phone, Holder]) -> None:
    phone, holder = own
    holder.add("agreement", **FULL[1])
    page = go(phone, server, holder, "agreement")
    change(page, WARD)
    page.get_by_label("My note", exact=True).fill("in the middle of")
    server.kill()
    page.get_by_label("My note", exact=True).press_sequentially(" a sentence")
    says(page, "My care team says", "agreed").check()
    page.get_by_label("Name for the care team", exact=True).fill("Grace Obi")
    expect(page.get_by_text("Not saved yet. It is kept on this page, and we keep trying.").first).to_be_visible()
    server.start()
    page.wait_for_function(
        "() => window.did_handshake && !Object.keys(sessionStorage).some((key) => key.startsWith('kept:'))",
        timeout=LONG_WAIT_MS,
    )
    assert points(holder) == [{**FULL[1], "team": "agreed", "me_note": "in the middle of a sentence"}]
    signed = {one["id"]: one["content"] for one in holder.read()["sections"]["agreement"] if one["id"] in SIGNED}
    assert signed == {"team_name": {"value": "Grace Obi"}}

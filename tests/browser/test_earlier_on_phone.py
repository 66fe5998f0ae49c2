"""Earlier versions on the phone: read without a server, brought back one by one or as a whole, sent once, sealed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pwa import i18n
from pwa.pages.days import today
from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING
from tests.browser.editor import go
from tests.browser.lock import set_pin, with_plan
from tests.browser.readable import folder, in_kept, make_readable
from tests.browser.test_days_on_phone import CALM_MS, LONG_WAIT_MS, go_back, tap
from tests.browser.test_gallery import SIDEWAYS
from tests.browser.test_look_on_phone import THUMB_PX
from tests.conftest import Holder, Server

WALK, TEA, COFFEE, BREAD = "Walk to the canal", "Mint tea", "Coffee", "Bread"
HIDDEN = "canary-why"
# How much of the history is here, of the plan as it is here.
HERE = """async (folder) => {
  const kept = await (await import(`${folder}/phone.js`)).part("kept.js").openKept();
  const found = await kept.history.read();
  const { plan } = await kept.read();
  return found && JSON.stringify(found.plan) === JSON.stringify(plan) ? found.history.items.length : -1;
}"""


class Story:
    """A plan that was begun yesterday and changed today."""

    def __init__(self, holder: Holder) -> None:
        self.holder = holder
        self.walk, self.tea = self.on(-1, "coping", text=WALK), self.on(-1, "coping", text=TEA)
        self.rob = self.on(-1, "avoid", name="Rob", why=HIDDEN)
        self.change(0, "edit", "coping", self.tea, content={"text": COFFEE})
        self.change(0, "put_away", "coping", self.walk)
        self.bread = self.on(0, "wellness", text=BREAD)
        self.change(0, "edit", "avoid", self.rob, content={"name": "Rob", "why": "other"})
        self.count = 6  # what the phone can see of it

    def on(self, days: int, section: str, **content: Any) -> str:
        entry = f"{self.holder.seq + 1:032x}"
        self._send(days, {"kind": "add", "section": section, "entry": entry, "content": content})
        return entry

    def change(self, days: int, kind: str, section: str, entry: str, **more: Any) -> None:
        now = next(one for one in self.holder.read()["sections"][section] if one["id"] == entry)
        named = {"kind": kind, "section": section, "entry": entry, "based_on": now["revision"]}
        self._send(days, {**named, **more})

    def _send(self, days: int, change: dict[str, Any]) -> None:
        self.holder.change({**change, "day": _day(days).isoformat()})


def _day(days: int) -> date:
    return today() + timedelta(days=days)


def way(page: Page) -> Locator:
    return page.locator('#plan [data-act="earlier"]')


def wait_until_here(page: Page, count: int) -> None:
    for _ in range(150):
        if page.evaluate(HERE, folder(page)) == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(HERE, folder(page)))


def opened(page: Page) -> None:
    way(page).tap()
    expect(page.locator("#view h1")).to_have_text("Earlier versions")
    expect(page.locator("#view h1")).to_be_focused()


def told(page: Page) -> list[str]:
    return page.locator("#view .pp-earlier > li > p:first-child").all_inner_texts()


def fold(page: Page, words: str) -> Locator:
    found = page.locator("#view .pp-earlier > li", has_text=words)
    number = found.get_attribute("data-n")
    page.wait_for_timeout(CALM_MS)
    found.locator("summary").tap()
    return page.locator(f'#view .pp-earlier > li[data-n="{number}"]')


def kept(holder: Holder, section: str) -> list[tuple[str, bool, int]]:
    """The texts of a section, whether each is put away, and how many stand beside it."""
    found = holder.read()["sections"].get(section, [])
    return [(one["content"]["text"], one.get("away", False), len(one.get("rivals", []))) for one in found]


def test_what_changed_is_read_and_brought_back_without_a_server_and_arrives_once(
    own: tuple[Phone, Holder], server: Server
) -> None:
    phone, holder = own
    story, page = Story(holder), phone.page
    make_readable(page, server)
    wait_until_here(page, story.count)
    assert HIDDEN not in page.evaluate(EVERYTHING)
    asked: list[str] = []
    page.on("response", lambda one: asked.append(f"{one.status} {one.url}") if "/api/" in one.url else None)
    with page.expect_response("**/api/plans/mine"):
        page.reload()
    wait_until_here(page, story.count)
    assert asked == [f"304 {server.url}/api/plans/mine"]
    server.kill()
    page.reload()
    opened(page)
    assert told(page) == [
        f"“{BREAD}” was added to “What keeps me well”.",
        f"“{WALK}” in “What helps me” was put away.",
        f"“{TEA}” in “What helps me” was changed.",
        "“Rob” was added to “People I don't want called”.",
        f"“{TEA}” was added to “What helps me”.",
        f"“{WALK}” was added to “What helps me”.",
    ]
    expect(page.locator("#view")).to_contain_text("By you, on this device")
    tea = fold(page, f"“{TEA}” in")
    before, now = (tea.get_by_role("heading", name=name, exact=True).locator("..") for name in ("Before", "Now"))
    expect(before).to_contain_text(TEA)
    expect(now).to_contain_text(COFFEE)
    left, right = before.bounding_box(), now.bounding_box()
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    assert page.evaluate(SIDEWAYS) <= 0
    tap(page, f"Bring this back: {TEA}")
    expect(page.locator(".pp-said")).to_contain_text("It is back in your plan.")
    expect(tea).to_be_focused()
    assert told(page)[0] == f"“{COFFEE}” in “What helps me” was changed."
    tap(page, "Undo")
    expect(page.locator(".pp-said")).to_contain_text("Undone.")
    expect(now).to_contain_text(COFFEE)
    tea.get_by_role("button", name=f"Bring this back: {TEA}").tap()
    expect(now).to_contain_text(TEA)
    assert len(told(page)) == story.count + 3

    tap(page, "Bring the whole plan back to how it was after")
    expect(page.locator("#view h1")).to_contain_text("Your plan as it was after")
    for heading, words in (("These come back", WALK), ("These are put away", BREAD)):
        group = page.locator("#view section", has=page.get_by_role("heading", name=heading))
        expect(group.locator("li")).to_have_text([words])
    tap(page, "Yes, bring it back")
    expect(page.locator("#view h1")).to_have_text("Earlier versions")
    expect(page.locator(".pp-said")).to_contain_text("It is back in your plan.")
    go_back(page)
    expect(page.locator("[data-state]")).to_contain_text("Waiting for signal", timeout=LONG_WAIT_MS)

    page.reload()
    opened(page)
    before = told(page)
    came_back = (
        f"“{BREAD}” in “What keeps me well” was put away.",
        f"“{COFFEE}” in “What helps me” was changed.",
        f"“{WALK}” in “What helps me” was brought back.",
    )
    assert {*came_back} <= {*before[:3]}
    server.start()
    page.goto(server.url)
    expect(page.locator("[data-state]")).to_have_text("Saved.", timeout=2 * LONG_WAIT_MS)
    assert kept(holder, "coping") == [(WALK, False, 0), (TEA, False, 0)]
    assert kept(holder, "wellness") == [(BREAD, True, 0)]
    page = go(phone, server, holder, "versions")
    expect(page.get_by_text(f"“{WALK}” in “What helps me” was brought back.")).to_have_count(1)
    page.goto(server.url)
    wait_until_here(page, len(before))
    opened(page)
    assert told(page) == before, "an exchange tells another story"


def test_deleted_words_go_from_this_phone_at_once_and_from_others_with_the_next_exchange(
    own: tuple[Phone, Holder], server: Server, new_phone: Callable[..., Phone]
) -> None:
    phone, holder = own
    story, page = Story(holder), phone.page
    story.on(-1, "looks", day=_day(-1).isoformat())
    story.change(0, "edit", "wellness", story.bread, content={"text": f"{BREAD} and jam"})
    other = new_phone()
    other.forgive("ERR_CONNECTION")
    other.context.add_cookies(holder.cookies)
    for one in (page, other.page):
        make_readable(one, server)
        wait_until_here(one, story.count + 2)
        assert TEA in one.evaluate(EVERYTHING)
    server.kill()
    page.reload()
    page.get_by_role("button", name="Change: What helps me").tap()
    tap(page, COFFEE)
    tap(page, "Delete")
    expect(page.locator(".pp-said")).to_be_visible()
    page.goto(server.url)
    opened(page)
    assert [one for one in told(page) if TEA in one or COFFEE in one] == []
    assert TEA not in page.evaluate(EVERYTHING)
    new = page.get_by_text("New since the last look-through")
    expect(page.locator("#view li", has=new)).to_contain_text([f"“{BREAD}” in “What keeps me well” was changed."])
    look = {"section": "looks", "entry": "9" * 32, "content": {"day": _day(0).isoformat()}, "day": _day(0).isoformat()}
    in_kept(page, "append", {"kind": "add", **look})
    page.goto(server.url)
    opened(page)
    expect(new).to_have_count(0)
    server.start()
    page.reload()
    expect(page.locator("[data-state]")).to_have_text("Saved.", timeout=2 * LONG_WAIT_MS)
    other.page.reload()
    wait_until_here(other.page, story.count + 2)  # two are gone, and that something was deleted is told, and a look
    for one in (page, other.page):
        assert [words for words in (TEA, COFFEE) if words in one.evaluate(EVERYTHING)] == []
    opened(other.page)
    assert "Something was deleted from “What helps me”." in told(other.page)[:2]


def test_under_a_pin_the_history_is_sealed_and_is_read_after_the_pin_without_a_server(
    phone: Phone, server: Server, make_plan: Callable[..., Holder]
) -> None:
    made = with_plan(phone, server, make_plan)
    Story(made.holder)
    page = phone.page
    page.goto(server.url)
    set_pin(page, server, made.holder.slot)
    made.launch()
    made.unlock()
    expect(way(page)).to_be_visible()
    page.wait_for_function(
        """async (folder) => {
          const request = indexedDB.open("notes");
          await new Promise((done) => (request.onsuccess = done));
          const facts = request.result.transaction("facts").objectStore("facts");
          const found = facts.getKey("history");
          await new Promise((done) => (found.onsuccess = done));
          request.result.close();
          return Boolean(found.result);
        }"""
    )
    everything = page.evaluate(EVERYTHING)
    assert [words for words in (TEA, WALK, COFFEE) if words in everything] == []
    server.kill()
    made.launch()
    made.unlock()
    opened(page)
    assert f"“{TEA}” in “What helps me” was changed." in told(page)
    assert TEA not in page.evaluate(EVERYTHING)


def test_a_history_that_did_not_come_is_not_told_as_none(phone: Phone, shared_server: Server, holder: Holder) -> None:
    phone.forgive("Failed to load resource")
    holder.add("coping", text=TEA)
    page = phone.page
    page.route("**/earlier", lambda route: route.abort())
    page.goto(shared_server.url)
    opened(page)
    expect(page.locator("#view")).to_contain_text("Older changes are not on this phone.")
    expect(page.get_by_text("Nothing has changed yet.")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ar", "cy", "pl"])
def test_earlier_versions_fit_a_phone_and_are_read_in_each_language(
    language: str, new_phone: Callable[..., Phone], shared_server: Server, make_plan: Callable[..., Holder],
    axe: Callable[[Page], list[str]],
) -> None:  # fmt: skip
    holder = make_plan(shared_server, language=language)
    story, t = Story(holder), i18n.translator(language)
    phone = new_phone(color_scheme="dark" if language in ("ar", "pl") else "light", reduced_motion="reduce")
    phone.context.add_cookies(holder.cookies)
    page = phone.page
    page.goto(shared_server.url)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(way(page)).to_have_text(t("Earlier versions"))
    wait_until_here(page, story.count)
    way(page).tap()
    expect(page.locator("#view h1")).to_have_text(t("Earlier versions"))
    fold(page, t("“{words}” in “{section}” was changed.", words=TEA, section=t("What helps me")))
    checked(page, axe)
    page.locator('#view [data-act="earlier_ask"]').tap()
    expect(page.get_by_role("button", name=t("Yes, bring it back"), exact=True)).to_be_visible()
    checked(page, axe)


def checked(page: Page, axe: Callable[[Page], list[str]]) -> None:
    assert page.evaluate(SIDEWAYS) <= 0
    assert axe(page) == []
    heights = (
        "(all) => all.filter((one) => one.getClientRects().length).map((one) => one.getBoundingClientRect().height)"
    )
    assert min(page.locator("#view .pp-changing :is(button, summary)").evaluate_all(heights)) >= THUMB_PX

"""Earlier versions, in a real browser at 360 px: read, laid side by side, brought back one by one and as a whole."""

import os
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import Phone
from tests.browser.editor import go, texts
from tests.browser.test_gallery import SIDEWAYS
from tests.conftest import Holder, Server


def test_what_a_phone_sent_is_told_and_brought_back(
    phone: Phone, shared_server: Server, holder: Holder, new_phone: Callable[..., Phone]
) -> None:
    walk, tea = holder.add("coping", text="Walk to the canal"), holder.add("coping", text="Tea")
    based = f"{holder.outbox}:{holder.seq}"
    holder.change({"kind": "edit", "section": "coping", "entry": tea, "content": {"text": "Coffee"}, "based_on": based})
    away = {"kind": "put_away", "section": "coping", "entry": walk, "based_on": f"{holder.outbox}:1"}
    holder.change(away)
    page = go(phone, shared_server, holder, "versions")
    expect(page.get_by_text("“Walk to the canal” in “What helps me” was put away.")).to_be_visible()
    folds = page.get_by_text("Before and now")
    for place in range(folds.count()):
        folds.nth(place).click()
    assert not page.evaluate(SIDEWAYS)
    if folder := os.environ.get("POCKET_PLAN_PICTURES"):
        page.screenshot(path=f"{folder}/versions.png", full_page=True)
        for language, scheme in (("en", "dark"), ("ar", "light")):
            other = new_phone(color_scheme=scheme)
            other.context.add_cookies(holder.cookies)
            seen = go(other, shared_server, holder, "versions", language)
            seen.locator("summary").last.click()
            seen.screenshot(path=f"{folder}/versions-{language}-{scheme}.png", full_page=True)
    page.get_by_role("button", name="Bring this back: Walk to the canal").click()
    expect(page.get_by_text("It is back in your plan.")).to_be_visible()
    page.reload()
    page.wait_for_function("() => window.did_handshake === true")
    page.get_by_text("Before and now").last.click()
    page.get_by_role("button", name="Bring this back: Tea").click()
    expect(page.get_by_text("“Coffee” in “What helps me” was changed.")).to_be_visible()
    assert texts(holder, "coping") == ["Walk to the canal", "Tea"]

"""Whose words a phone and a copy show: each view with where it comes from, each side with who wrote it down."""

from collections.abc import Callable

from playwright.sync_api import expect

from pwa.plan.snapshot import snapshot
from pwa.share.choosing import payload
from pwa.share.terms import Terms
from tests.browser.conftest import Phone
from tests.browser.drawing import Drawing
from tests.unit.plan.making import add, plan_of

VIEWS = [
    {"by": "my sister", "view": "He wanted peace", "source": "was there", "sure": "quite"},
    {"by": "my boss", "view": "He was ill", "source": "was told", "sure": "not very"},
]
POINT = {"point": "Home first", "me": "agreed"}


def test_a_copy_keeps_each_view_and_each_side_with_whom_it_comes_from(new_phone: Callable[..., Phone]) -> None:
    plan = plan_of(
        add("past", 1, what="We moved", other_views=VIEWS),
        add("agreement", 2, **POINT, team="agreed", team_note="if there is room"),
    )
    copy = payload(plan, Terms(label="x", sections=("past", "agreement")), "2026-11-23")
    drawing = Drawing(new_phone().page)
    try:
        page = drawing.show(copy, part="drawCopy")
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
        expect(page.get_by_text("Written down by the person whose plan it is.")).to_be_visible()
        said = [text.split("\n") for text in page.locator("dd p").filter(has_text="He w").all_inner_texts()]
        assert said == [
            ["my sister", "He wanted peace", "Where they know it from was there", "How sure they are quite"],
            ["my boss", "He was ill", "Where they know it from was told", "How sure they are not very"],
        ]
        page = drawing.show(snapshot(plan))
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
        expect(page.get_by_text("Written down by me.")).to_have_count(1)
    finally:
        drawing.close()

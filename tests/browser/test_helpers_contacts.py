"""Contacts that a helper wrote: after the owner's own at any hour, under a name, and never on the card."""

from tests.browser.conftest import Phone
from tests.browser.drawing import Drawing, plan_of


def test_a_helpers_contact_comes_last_has_a_name_and_is_not_on_the_card(phone: Phone) -> None:
    def contact(name: str, **more: object) -> dict[str, object]:
        return {"name": name, "phones": [{"number": "07700 900112", "for": ["call"]}], **more}

    plan = plan_of({"contacts": [contact("Night desk", night=True), contact("Grace")]})
    plan["sections"]["contacts"][0].update(by="c" * 32, day="2026-12-01")
    plan["voices"] = {"c" * 32: {"name": "Sam"}}
    drawing = Drawing(phone.page)
    try:
        text = drawing.show(plan, hour=23).locator(".pp-rows").first.inner_text()
        assert text.index("Grace") < text.index("Night desk") < text.index("Written by Sam")
        card = drawing.show(plan, part="drawCard", hour=23).locator("main").inner_text()
        assert "Grace" in card
        assert "Night desk" not in card
    finally:
        drawing.close()

"""What the renderer draws: every word, no script, readable for everyone."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.browser.drawing import FILES, ROOT, Drawing, plan_of, texts_of, typed

NARROW = {"viewport": {"width": 320, "height": 640}}
PARTS = ["draw", "drawSteps", "drawEarly", "drawCard"]
LOOKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "light": ({}, {}),
    "dark": ({"color_scheme": "dark"}, {}),
    "narrow": (NARROW, {}),
    "large": ({}, {"percent": 200}),
    "right to left": ({"locale": "ar"}, {"language": "ar-XB"}),
    "long words": ({}, {"language": "en-XA"}),
    "contrast": ({"contrast": "more"}, {}),
}


@pytest.fixture
def draw_on(new_phone: Callable[..., Phone]) -> Iterator[Callable[..., Drawing]]:
    """A function that gives the renderer a phone of its own."""
    drawings = []

    def drawing(**options: Any) -> Drawing:
        drawings.append(Drawing(new_phone(**options).page))
        return drawings[-1]

    yield drawing
    for one in drawings:
        one.close()


@pytest.fixture
def drawing(draw_on: Callable[..., Drawing]) -> Drawing:
    """The renderer on an ordinary phone."""
    return draw_on()


def _open_all(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")


@pytest.mark.parametrize("name", ["full.en", "hard", "short.ar", "one.en"])
def test_every_word_of_a_plan_is_on_the_page_unchanged(drawing: Drawing, name: str) -> None:
    plan = plan_of(typed(name))
    page = drawing.show(plan)
    _open_all(page)
    shown = page.locator("bdi").all_text_contents()
    missing = [text for text in texts_of(plan) if text not in shown]
    assert missing == []
    hidden = "() => [...document.querySelectorAll('main bdi')].filter((one) => !one.checkVisibility()).length"
    assert page.evaluate(hidden) == 0


def test_markup_in_a_plan_stays_text(drawing: Drawing) -> None:
    page = drawing.show(plan_of(typed("hard")))
    assert page.locator("main img, main script, main b").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    outward = "() => [...document.links].filter((one) => one.origin !== location.origin).map((one) => one.protocol)"
    assert set(page.evaluate(outward)) == {"tel:", "sms:", "https:"}
    said = page.locator(".pp-rows a[href^='sms:']").get_attribute("href") or ""
    assert said == "sms:+447700900999?&body=Line%20one%0ALine%20two%20%26%20%3Cb%3Ethree%3C%2Fb%3E%3Fbody%3Dx"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["hard", "full.en"])
def test_nothing_scrolls_sideways_on_the_narrowest_phone(draw_on: Callable[..., Drawing], part: str, name: str) -> None:
    drawing = draw_on(**NARROW)
    for percent in (100, 200):
        for index in range(3 if part == "drawSteps" else 1):
            page = drawing.show(plan_of(typed(name)), part=part, percent=percent, index=index, showAvoid=True)
            _open_all(page)
            assert drawing.sideways() <= 0


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("part", PARTS)
def test_no_barrier_is_found_in_any_look(
    draw_on: Callable[..., Drawing], axe: Callable[[Page], list[str]], look: str, part: str
) -> None:
    options, more = LOOKS[look]
    drawing = draw_on(**options)
    page = drawing.show(plan_of(typed("full.en")), part=part, showAvoid=True, **more)
    if look == "light":  # what is open holds what is closed
        assert axe(page) == []
    _open_all(page)
    page.locator(".pp-languages").evaluate_all("(all) => all.forEach((one) => { one.open = false })")
    assert axe(page) == []


def test_every_control_is_at_least_48_px(drawing: Drawing) -> None:
    for part in PARTS:
        page = drawing.show(plan_of(typed("full.en")), part=part)
        _open_all(page)
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, summary')].map((one) => [one.innerText,
            one.getBoundingClientRect()]).filter(([, box]) => box.width && (box.width < 47.9 || box.height < 47.9))
            .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
        )
        assert small == []


def test_a_step_of_two_thousand_letters_can_be_read_above_the_call_button(draw_on: Callable[..., Drawing]) -> None:
    drawing = draw_on(**NARROW)
    page = drawing.show(plan_of(typed("hard")), part="drawSteps", index=3, percent=200)
    assert page.get_by_text("Step 4 of 9").is_visible()
    call = page.get_by_text("Call someone").bounding_box()
    assert call is not None
    assert call["y"] + call["height"] <= 640
    page.locator("[data-act=next]").scroll_into_view_if_needed()
    box, after = page.locator("[data-act=next]").bounding_box(), page.get_by_text("Call someone").bounding_box()
    assert box is not None
    assert after is not None
    assert box["y"] + box["height"] <= after["y"]
    page.get_by_text("Call someone").tap()
    assert page.locator(".pp-foot a[href='tel:+447700900999']").is_visible()


def test_steps_go_from_the_first_to_the_last(drawing: Drawing) -> None:
    plan = plan_of(typed("full.en"))
    last = len(plan["sections"]["coping"]) - 1
    offered = []
    for index in (0, 1, last):
        page = drawing.show(plan, part="drawSteps", index=index)
        offered.append([one.get_attribute("data-act") for one in page.locator(".pp-pair button").all()])
    assert offered == [["next"], ["back", "next"], ["back", "close"]]


def test_people_not_to_call_are_never_a_link_and_on_the_card_only_after_a_yes(drawing: Drawing) -> None:
    plan = plan_of({**typed("full.en"), "avoid": [{"name": "My former partner", "number": "07700 900666"}]})
    page = drawing.show(plan)
    avoid = page.locator("details", has_text="People I don't want called")
    assert avoid.get_attribute("open") is None
    assert page.locator("a[href*='900666']").count() == 0
    card = drawing.show(plan, part="drawCard")
    assert card.get_by_text("My former partner").count() == 0
    assert card.locator("[data-act=card-avoid]").is_visible()
    card = drawing.show(plan, part="drawCard", showAvoid=True)
    assert card.get_by_text("My former partner").is_visible()


def test_the_card_says_who_to_dial_from_another_phone(drawing: Drawing) -> None:
    text = drawing.show(plan_of(typed("full.en")), part="drawCard").locator("main").inner_text()
    for words in ("Please stay with me", "Sam", "07700 900112", "Sit with me.", "Being told to calm down", "Lock Lane"):
        assert words in text


def test_card_for_someone_else_holds_nothing_that_is_only_mine(drawing: Drawing) -> None:
    plan = plan_of(typed("full.en"))
    for section in ("contacts", "responses", "unsafe", "avoid"):
        plan["sections"][section][0]["only_me"] = True
    for entry in plan["sections"]["about"]:
        entry["only_me"] = entry["id"] == "address"
    text = drawing.show(plan, part="drawCard", showAvoid=True).locator("main").inner_text()
    for words in ("My sister", "07700 900112", "Sit with me", "Being touched", "My former partner", "Lock Lane"):
        assert words not in text
    assert "My employer" in text


def test_its_only_starting_has_no_emergency_look(drawing: Drawing) -> None:
    page = drawing.show(plan_of(typed("full.en")), part="drawEarly")
    assert page.locator("a").count() == 0
    assert page.locator("h2").all_text_contents() == [
        "My early signs",
        "People and places that take my mind off it",
        "What I do about it",
        "What keeps me well",
    ]


def test_put_away_and_empty_are_not_shown(drawing: Drawing) -> None:
    plan = plan_of({"coping": ["Kept", "Away"], "safe": ["Away too"]})
    plan["sections"]["coping"][1]["away"] = True
    plan["sections"]["safe"][0]["away"] = True
    page = drawing.show(plan)
    assert page.get_by_text("Away").count() == 0
    assert page.get_by_text("What makes me feel safe").count() == 0


def test_an_example_says_so_and_rings_nobody(drawing: Drawing) -> None:
    page = drawing.show(plan_of(typed("full.en")), view="example")
    assert page.locator("h1").inner_text() == "This is an example. Nobody's plan."
    assert page.locator("a[href*='7700'], a[href*='7946']").count() == 0
    assert page.locator(".pp-cell[href='tel:999']").is_visible()


def test_only_a_certain_number_is_dialled(drawing: Drawing) -> None:
    cases = json.loads((ROOT / "tests/plans/dialled.json").read_text("utf-8"))["cases"]
    page = drawing.show(plan_of({"contacts": [{"name": "A", "phones": [{"number": "07700 900000", "for": ["call"]}]}]}))
    dial = "async (all) => { const { dialled } = await import('./plan_view.js'); return all.map(dialled); }"
    found = [number or None for number in page.evaluate(dial, list(cases))]
    assert dict(zip(cases, found, strict=True)) == cases


def test_lone_halves_of_characters_do_not_stop_a_text(drawing: Drawing) -> None:
    plan = plan_of({"contacts": [{"name": "A", "phones": [{"number": "07700 900000", "for": ["text"]}], "say": "x"}]})
    plan["sections"]["contacts"][0]["content"]["say"] = "a\ud800b"
    page = drawing.show(plan)
    assert page.locator(".pp-rows a").get_attribute("href") == "sms:07700900000?&body=a%EF%BF%BDb"


def test_text_stands_out_from_what_it_is_on() -> None:
    css = FILES["/tokens.css"].read_text("utf-8")
    blocks = re.split(r"@media", css)
    base = _colours(blocks[0])
    looks = {"light": base}
    for block in blocks[1:]:
        name = block.partition("{")[0]
        if "color-scheme: dark" in name and "contrast" not in name:
            looks["dark"] = {**base, **_colours(block)}
        elif "contrast" in name:
            dark = "color-scheme: dark" in name
            looks[f"contrast {dark}"] = {**looks["dark" if dark else "light"], **_colours(block)}
    assert len(looks) == 4
    pairs = [
        ("ink", "page"), ("ink", "surface"), ("ink-quiet", "page"), ("ink-quiet", "surface"), ("on-accent", "accent"),
        ("on-accent", "accent-strong"), ("on-soft", "soft"), ("on-sand", "sand"), ("danger", "page"),
        ("danger", "surface"), ("ink", "danger-soft"), ("ink", "soft"),
    ]  # fmt: skip
    weak = {
        f"{look}: {text} on {under}": round(ratio, 2)
        for look, colours in looks.items()
        for text, under in pairs
        if (ratio := _contrast(colours[text], colours[under])) < 7
    }
    assert weak == {}
    edges = [("edge", "page"), ("edge", "surface"), ("focus", "page"), ("focus", "surface")]
    assert {
        (look, *pair) for look, colours in looks.items() for pair in edges if _contrast(*(colours[n] for n in pair)) < 3
    } == set()


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--colour-([\w-]+): (#\w+);", block))


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

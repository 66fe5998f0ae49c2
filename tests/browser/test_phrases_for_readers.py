"""A reader of another language sees phrases of the bank in theirs, marked so, with the original one tap away."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from pwa.i18n import LOCALES, Languages
from tests.browser import editor, sharing
from tests.browser.conftest import Phone
from tests.browser.sealed_copy import Sealed, copy_of, serve
from tests.browser.test_copy_kept import OFFLINE
from tests.browser.test_every_page import barriers
from tests.conftest import Holder, Server

BANK = Languages(LOCALES, pseudo=True)
FEET, OWN = BANK.phrases("en")["coping"]["coping.feet"], "Tea in the blue cup"
KEPT_WORDS = "#keep-told"


def theirs(phrase: str, language: str = "en-XA") -> str:
    """A phrase in a language."""
    return BANK.phrases(language)[phrase.rpartition(".")[0]][phrase]


def copy(**facts: Any) -> dict[str, Any]:
    """A copy with a phrase, words of one's own, and a phrase that nobody knows."""
    steps = [
        {"id": "1", "content": {"text": FEET}, "phrase": "feet"},
        {"id": "2", "content": {"text": OWN}},
        {"id": "3", "content": {"text": "From a newer version"}, "phrase": "newer"},
    ]
    made = copy_of(sections=["coping"], **facts)
    return made | {"plan": {"sections": {"coping": steps}}}


@pytest.fixture
def server(start_server: Callable[..., Server]) -> Iterator[Server]:
    """A server for this test alone: it is killed."""
    server = start_server("--development", POCKET_PLAN_REGION="GB")
    yield server
    server.stop()


def read(phone: Phone, server: Server, sealed: Sealed, language: str = "en-XA") -> Page:
    """Open a copy in a language."""
    serve(phone.context, server, sealed)
    path, _, key = sealed.path.partition("#")
    phone.page.goto(f"{server.url}{path}?language={language}#{key}")
    expect(phone.page.locator("#copy h1")).to_be_visible()
    return phone.page


def steps(page: Page) -> Locator:
    """The steps that are shown."""
    return page.locator("[data-section=coping] li")


def is_as_written(page: Page) -> None:
    """No word of the copy is anything but its owner's."""
    expect(steps(page).locator("p.pp-lead")).to_have_text([FEET, OWN, "From a newer version"])
    expect(page.locator(".pp-written")).to_have_count(0)


def asked_for(page: Page) -> list[str]:
    """The files of phrases that a page asks for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if "phrases" in request.url else None)
    return found


def test_phrase_is_in_the_readers_language_and_the_original_one_tap_away(
    server: Server, phone: Phone, axe: Callable[[Page], list[str]]
) -> None:
    page = read(phone, server, Sealed(copy=copy()))
    first = steps(page).first
    shown = first.locator(".pp-lead bdi")
    expect(shown).to_have_text(theirs("coping.feet"))
    expect(shown).to_have_attribute("lang", "en-XA")
    expect(shown).to_have_attribute("dir", "auto")
    mark = first.locator("summary")
    expect(mark).to_contain_text(BANK.translator("en-XA")("Translated. Show it as written"))
    original = first.get_by_text(FEET, exact=True)
    expect(original).to_be_hidden()
    mark.focus()
    page.keyboard.press("Enter")
    expect(original).to_be_visible()
    expect(original).to_have_attribute("lang", "en")
    expect(original).to_have_attribute("dir", "auto")
    expect(steps(page).nth(1).locator("p.pp-lead")).to_have_text(OWN)
    expect(steps(page).nth(2).locator("p.pp-lead")).to_have_text("From a newer version")
    expect(page.locator(".pp-written")).to_have_count(1)
    box = mark.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert barriers(page, axe) == []


def test_right_to_left_reader_has_each_text_in_its_own_direction(server: Server, phone: Phone) -> None:
    page = read(phone, server, Sealed(copy=copy(language="ar")), "ar-XB")
    expect(steps(page).first.locator(".pp-lead bdi")).to_have_attribute("lang", "ar-XB")
    steps(page).first.locator("summary").click()
    expect(steps(page).first.get_by_text(FEET, exact=True)).to_have_attribute("lang", "ar")


def test_reader_of_the_same_language_loads_nothing_for_it(server: Server, phone: Phone) -> None:
    asked = asked_for(phone.page)
    is_as_written(read(phone, server, Sealed(copy=copy()), "en"))
    assert asked == []


def test_copy_without_phrases_loads_nothing_for_them(server: Server, phone: Phone) -> None:
    asked = asked_for(phone.page)
    made = copy()
    made["plan"]["sections"]["coping"][:] = [{"id": "2", "content": {"text": OWN}}]
    read(phone, server, Sealed(copy=made))
    assert asked == []


def test_phrase_from_a_page_in_another_language_than_the_plans_is_in_its_own(server: Server, phone: Phone) -> None:
    made = copy()
    made["plan"]["sections"]["coping"][0] = {"id": "1", "content": {"text": "Stopy"}, "phrase": "feet", "lang": "pl"}
    page = read(phone, server, Sealed(copy=made), "en")
    expect(steps(page).first.locator(".pp-lead")).to_have_text(FEET)
    steps(page).first.locator("summary").click()
    expect(steps(page).first.get_by_text("Stopy")).to_have_attribute("lang", "pl")


@pytest.mark.parametrize("answer", [{"status": 500}, {"status": 200, "body": "<p>Sign in</p>"}, {"status": 404}, None])
def test_copy_is_as_written_where_the_phrases_can_not_be_had(
    server: Server, phone: Phone, answer: dict[str, Any] | None
) -> None:
    phone.forgive("500", "404", "ERR_FAILED")

    def refuse(route: Route) -> None:
        route.fulfill(**answer) if answer else route.abort()

    phone.context.route("**/phrases.json", refuse)
    is_as_written(read(phone, server, Sealed(copy=copy())))


def test_words_do_not_wait_for_slow_phrases_and_what_is_open_stays_open(server: Server, phone: Phone) -> None:
    waiting: list[Route] = []
    phone.context.route("**/phrases.json", lambda route: waiting.append(route))
    page = read(phone, server, Sealed(copy=copy()))
    is_as_written(page)
    page.locator(".pp-sources summary").click()
    expect(page.locator(".pp-sources")).to_have_attribute("open", "")
    waiting[0].continue_()
    expect(steps(page).first.locator(".pp-lead")).to_have_text(theirs("coping.feet"))
    expect(page.locator(".pp-sources")).to_have_attribute("open", "")
    assert len(waiting) == 1


def test_kept_copy_has_its_phrases_with_the_server_dead(server: Server, phone: Phone) -> None:
    phone.forgive(*OFFLINE)
    sealed = Sealed(copy=copy())
    page = read(phone, server, sealed)
    page.locator("[data-act=keep]").click()
    expect(page.locator(KEPT_WORDS)).to_have_text(
        BANK.translator("en-XA")("Kept on this phone. It opens without a connection."), timeout=20_000
    )
    server.kill()
    tab = page.context.new_page()
    page.close()
    tab.goto(f"{server.url}/s/{sealed.id}?language=en-XA")
    expect(steps(tab).first.locator(".pp-lead")).to_have_text(theirs("coping.feet"))
    expect(steps(tab).nth(1).locator(".pp-lead")).to_have_text(OWN)


def test_phrases_that_come_into_a_kept_copy_later_are_kept_too(server: Server, phone: Phone) -> None:
    phone.forgive(*OFFLINE)
    made = copy()
    own = {"sections": {"coping": [{"id": "1", "content": {"text": OWN}}]}}
    sealed = Sealed(copy=made | {"plan": own})
    page = read(phone, server, sealed)
    page.locator("[data-act=keep]").click()
    expect(page.locator("[data-keep=kept]")).to_be_visible()
    expect(page.locator(KEPT_WORDS)).not_to_be_empty(timeout=20_000)
    sealed.change(plan=made["plan"])
    page.reload()
    expect(steps(page).first.locator(".pp-lead")).to_have_text(theirs("coping.feet"))
    server.kill()
    page.reload()
    expect(steps(page).first.locator(".pp-lead")).to_have_text(theirs("coping.feet"))


def test_both_are_on_paper(server: Server, phone: Phone) -> None:
    page = read(phone, server, Sealed(copy=copy()))
    expect(steps(page).first.locator(".pp-lead")).to_have_text(theirs("coping.feet"))
    page.emulate_media(media="print")
    expect(steps(page).first.get_by_text(FEET, exact=True)).to_be_visible()
    expect(steps(page).first.get_by_text(BANK.translator("en-XA")("Translated. Show it as written"))).to_be_visible()


def test_phrase_taken_at_the_desk_reaches_a_reader_in_their_language(
    holder: Holder, shared_server: Server, phone: Phone, new_phone: Callable[..., Phone]
) -> None:
    holder.add("contacts", name="Grace")
    page = editor.go(phone, shared_server, holder, "coping")
    page.get_by_text("Ideas").first.click()
    page.get_by_role("button", name=FEET).click()
    editor.saved(editor.new_field(page))
    link = sharing.make(sharing.go(phone, shared_server, holder))
    reader = new_phone().page
    reader.goto(link.replace("#", "?language=en-XA#"))
    expect(steps(reader).locator(".pp-lead")).to_have_text([theirs("coping.feet")])


def test_preview_shows_what_a_reader_of_the_desks_language_sees(
    holder: Holder, shared_server: Server, phone: Phone
) -> None:
    holder.change(_taken(FEET))
    page = sharing.go(phone, shared_server, holder, "en-XA")
    page.locator("summary", has_text=BANK.translator("en-XA")("How they will see it")).click()
    expect(steps(page).locator(".pp-lead")).to_have_text([theirs("coping.feet")])
    steps(page).locator("summary").click()
    expect(steps(page).get_by_text(FEET, exact=True)).to_be_visible()


def test_phrase_taken_from_a_page_in_another_language_is_marked_so_on_the_phone(
    holder: Holder, shared_server: Server, phone: Phone
) -> None:
    holder.change(_taken(theirs("coping.feet")))
    page = phone.page
    page.goto(shared_server.url)
    shown = page.locator("[data-section=coping] .pp-lead bdi")
    expect(shown).to_have_text(theirs("coping.feet"))
    expect(shown).to_have_attribute("lang", "en-XA")
    expect(page.locator(".pp-try-text bdi")).to_have_attribute("lang", "en-XA")


def _taken(words: str) -> dict[str, Any]:
    content = {"text": words}
    return {"kind": "add", "section": "coping", "entry": "f" * 32, "content": content, "phrase": "coping.feet"}

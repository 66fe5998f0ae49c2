"""A folder in ``locales`` is a language: one more appears everywhere, and no code is touched for it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po, write_po
from playwright.sync_api import Page, expect

from pwa.i18n import Languages
from pwa.i18n.catalogue import short_name
from tests.browser.conftest import Phone
from tests.browser.menu import Offered, choose, open_menu, speaks
from tests.browser.readable import READABLE, STEP, fill, kept_addresses, until
from tests.browser.sealed_copy import Sealed
from tests.conftest import ROOT, Holder, Server

TAG = "sw"  # known to Babel, and NiceGUI has no words in it
OFFLINE = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_FAILED", "ERR_EMPTY_RESPONSE", "Failed to load")
PLURALS = "nplurals=2; plural=(n != 1);"
SHAKEN = "() => window.did_handshake === true"


def said(text: str) -> str:
    """A text as no person would say it, which stands for a translation."""
    return f"«{text}»"


def said_all(value: Any) -> Any:
    """The same for every text in JSON."""
    if isinstance(value, dict):
        return {name: said_all(inner) for name, inner in value.items()}
    return said(value) if isinstance(value, str) else value


def add_language(locales: Path, tag: str) -> None:
    """Make a language as the README tells it: messages from the template, and phrases and example beside them."""
    folder = locales / tag
    (folder / "LC_MESSAGES").mkdir(parents=True)
    with (locales / "messages.pot").open("rb") as file:
        catalog = read_po(file, locale=tag)
    for message in catalog:
        if message.id:
            message.string = said(message.id) if isinstance(message.id, str) else tuple(map(said, message.id))
    with (folder / "LC_MESSAGES" / "messages.po").open("wb") as file:
        write_po(file, catalog)
    for name in ("phrases", "example"):
        words = json.loads((locales / "en" / f"{name}.json").read_text("utf-8"))
        own = said_all(words) if name == "phrases" else {**words, "coping": [{"text": said("Listen to the rain")}]}
        (folder / f"{name}.json").write_text(json.dumps(own), "utf-8")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with one more folder of words, and no other difference."""
    place = tmp_path_factory.mktemp("program")
    for package in ("pwa", "components", "locales"):
        shutil.copytree(ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    add_language(place / "locales", TAG)
    return place


@pytest.fixture(scope="module")
def languages(program: Path) -> Languages:
    return Languages(program / "locales")


@pytest.fixture(scope="module")
def five(program: Path, start_server: Callable[..., Server]) -> Iterator[Server]:
    """A server that speaks five languages."""
    server = start_server(POCKET_PLAN_REGION="GB", PYTHONPATH=str(program))
    yield server
    server.stop()


@pytest.fixture
def kiswahili(new_phone: Callable[..., Phone]) -> Phone:
    """The phone of someone whose browser asks for it."""
    return new_phone(locale=TAG)


def reads(page: Page, languages: Languages, *messages: str) -> None:
    """The page is in the language, and says messages of ours in it."""
    speaks(page, TAG, languages)
    for message in messages:
        expect(page.get_by_text(said(message), exact=True).locator("visible=true").first).to_be_visible()


def offers_five(page: Page, languages: Languages) -> None:
    """The menu has it, in itself, with the note of what nobody has read."""
    note = said("Not yet checked by a native speaker")
    menu = open_menu(page)
    assert [one.tag for one in menu] == [one.tag for one in languages.all]
    assert menu[-1] == Offered(tag=TAG, dir="ltr", name="Kiswahili", note=note)


def test_it_is_on_every_kind_of_page(five: Server, languages: Languages, kiswahili: Phone) -> None:
    page = kiswahili.page
    kiswahili.forgive("404")
    page.goto(five.url)
    reads(page, languages, "Need someone now?", "Make my plan (3 minutes)")
    offers_five(page, languages)
    page.get_by_role("link", name=said("What matters most, also in English")).click()
    expect(page.locator("tbody th").first).to_have_text(said("Need someone now?"))
    page.goto(five.url + Sealed().path)
    reads(page, languages, "Shared with you", "Help for you")
    offers_five(page, languages)
    page.goto(f"{five.url}/nothing-here")
    reads(page, languages, "There is nothing at this address")
    offers_five(page, languages)


def test_what_a_phone_fetches_speaks_it(five: Server, phone: Phone) -> None:
    def get(path: str) -> Any:
        reply = phone.context.request.get(five.url + path)
        assert reply.status == 200
        return reply.json()

    manifest = get(f"/manifest.webmanifest?language={TAG}")
    assert (manifest["lang"], manifest["dir"], manifest["name"]) == (TAG, "ltr", said("Notes"))
    catalogue = get(f"/i18n/{TAG}.json")
    assert catalogue["language"] == TAG
    assert catalogue["messages"][short_name("Who I can call")] == said("Who I can call")
    assert get(f"/i18n/{TAG}/phrases.json")["coping"]["coping.cool_water"] == said("Run cool water over my hands")
    assert get(f"/i18n/{TAG}/example.json")["sections"]["coping"][0]["content"]["text"] == said("Listen to the rain")
    assert get(f"/lines/GB.json?language={TAG}")["emergency"]["label"] == said("Emergency")


def test_set_up_is_in_it_before_and_after_its_scripts_have_started(
    five: Server, languages: Languages, kiswahili: Phone
) -> None:
    page = kiswahili.page
    page.goto(five.url)
    page.get_by_role("button", name=said("Make my plan (3 minutes)")).click()
    page.wait_for_url(f"**/{TAG}/start")
    sent = page.context.request.get(page.url).text()
    assert f'<html lang="{TAG}"' in sent
    page.wait_for_function(SHAKEN)
    reads(page, languages, "What do you need to stay safe?", "Begin")
    offers_five(page, languages)
    page.goto(f"{five.url}/{TAG}/start?step=4")
    page.wait_for_function(SHAKEN)
    page.get_by_text(said("Ideas"), exact=True).click()
    expect(page.get_by_role("button", name=said("Run cool water over my hands"))).to_be_visible()
    reads(page, languages, "What helps me")


def test_it_is_read_without_a_server_once_it_was_chosen(
    five: Server, languages: Languages, make_plan: Callable[..., Holder], phone: Phone
) -> None:
    phone.forgive(*OFFLINE)
    page, holder = phone.page, make_plan(five)
    fill(holder)
    phone.context.add_cookies(holder.cookies)
    page.goto(five.url)
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    choose(page, TAG, languages)
    reads(page, languages, "Who I can call", READABLE)
    until(page, f"async () => Boolean(await caches.match('/i18n/{TAG}.json'))")
    kept = "\n".join(kept_addresses(page))
    assert all(f"/{name}.{TAG}.html" in kept for name in ("page", "measures", "originals"))
    five.kill()
    page.goto("about:blank")
    page.goto(five.url)
    reads(page, languages, "Who I can call", "One step at a time")
    expect(page.locator("#plan").get_by_text(STEP).first).to_be_visible()
    choose(page, "en", languages)
    choose(page, TAG, languages)
    reads(page, languages, "Who I can call")
    five.start()

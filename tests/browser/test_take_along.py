"""Taking the plan along: three files, one of them read without a network, and a file brought into another plan."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pwa import i18n
from pwa.plan.typed import raw_changes
from tests.browser import editor
from tests.browser.conftest import Phone
from tests.browser.test_gallery import SIDEWAYS
from tests.browser.test_in_arabic import ISOLATES
from tests.conftest import ROOT, Holder, Server

PASSPHRASE = "garden-window-lemon"
NOT_WORDS = {
    "for",
    "noticed_by",
    "level",
    "me",
    "team",
    "topic",
}  # choices and references: told in the page's own words


def typed(name: str) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads((ROOT / f"tests/plans/{name}.json").read_text("utf-8"))
    return plan


def fill(holder: Holder, name: str) -> None:
    holder.change(
        *({key: one[key] for key in one if key not in ("revision", "day")} for _, one in raw_changes(typed(name)))
    )


def words_in(value: Any) -> list[str]:
    """Every word of a person in a typed plan; days and choices stand in the page's own words."""
    if isinstance(value, str):
        return [] if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?|call|text", value) else [value]
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    return [words for key, part in parts if key not in NOT_WORDS for words in words_in(part)]


def written(name: str) -> list[str]:
    return [
        words
        for section, value in typed(name).items()
        if section not in ("language", "region")
        for words in words_in(value)
    ]


@pytest.fixture
def owner(phone: Phone, shared_server: Server, holder: Holder) -> Phone:
    """The owner of a full plan, where something was changed, put away and marked *only me*."""
    fill(holder, "full.en")
    first, second = (entry for entry in holder.read()["sections"]["coping"][:2])
    gone = {"section": "coping", "entry": second["id"], "based_on": second["revision"]}
    holder.change(
        {"kind": "edit", "section": "coping", "entry": first["id"], "based_on": first["revision"],
         "content": {"text": "Feet on the floor, then breathe"}},
        {"kind": "put_away", **gone},
        {"kind": "only_me", "section": "coping", "entry": first["id"], "on": True},
        {"kind": "tick", "section": "coping", "entry": first["id"], "outcome": "helped"},
    )  # fmt: skip
    return phone


def save(page: Page, button: str, into: Path) -> Path:
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name=button, exact=True).click()
    path = into / download.value.suggested_filename
    download.value.save_as(path)
    return path


def choose(page: Page, file: Path) -> None:
    page.get_by_label("Choose the file").set_input_files(file)


def brought(page: Page, how: str) -> None:
    page.get_by_role("button", name=how).click()
    expect(page.get_by_text("The file is in your plan now.")).to_be_visible(timeout=120_000)


def file_of(holder: Holder) -> dict[str, Any]:
    reply = holder.client.post("/api/plans/mine/file", json={})
    assert reply.status_code == 200, reply.text
    sections: dict[str, Any] = reply.json()["sections"]
    return {**sections, "settings": {one["id"]: one["content"] for one in sections["settings"]}}


@pytest.fixture
def second(
    new_phone: Callable[..., Phone], make_plan: Callable[..., Holder], shared_server: Server
) -> tuple[Phone, Holder]:
    """Another browser profile with a fresh plan in another country."""
    other, holder = new_phone(), make_plan(shared_server, region="PL")
    other.context.add_cookies(holder.cookies)
    return other, holder


def test_names_of_files_tell_nothing(owner: Phone, shared_server: Server, holder: Holder, tmp_path: Path) -> None:
    page = editor.go(owner, shared_server, holder, "take")
    for button, kind in (("Save the page", "html"), ("Save the file", "json")):
        assert re.fullmatch(rf"notes-[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\.{kind}", save(page, button, tmp_path).name)


def test_the_page_is_read_from_the_disk_without_a_network_to_the_last_word(
    owner: Phone, shared_server: Server, holder: Holder, tmp_path: Path, new_phone: Callable[..., Phone]
) -> None:
    path = save(editor.go(owner, shared_server, holder, "take"), "Save the page", tmp_path)
    source = path.read_text("utf-8")
    assert "<script" not in source
    assert shared_server.url not in source
    reader = new_phone(java_script_enabled=False, offline=True)
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert reader.page.title() == "Notes"
    for fold in reader.page.locator("details > summary").all():
        fold.click()
    shown = " ".join(reader.page.locator("body").inner_text().translate(ISOLATES).split())
    assert [words for words in (*written("full.en"), "Feet on the floor, then breathe") if words not in shown] == []
    for heading in ("Put away (1)", "Earlier texts (1)", "Something I want to do", "What happened before"):
        assert heading in shown
    sister = reader.page.get_by_role("link", name="My sister").first
    assert sister.get_attribute("href") == "tel:07700900112"
    text = reader.page.locator("a[href^='sms:07700900348']").first
    assert text.get_attribute("href") == "sms:07700900348?&body=Rough%20day.%20Walk%20tomorrow%3F"


def test_the_page_has_no_barrier_and_fits_on_a_narrow_screen(
    owner: Phone,
    shared_server: Server,
    holder: Holder,
    tmp_path: Path,
    new_phone: Callable[..., Phone],
    axe: Callable[..., list[str]],
) -> None:
    holder.add("coping", text="Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 4)
    path = save(editor.go(owner, shared_server, holder, "take"), "Save the page", tmp_path)
    reader = new_phone(viewport={"width": 320, "height": 640}, bypass_csp=True)
    reader.page.goto(path.as_uri())
    reader.page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    assert reader.page.evaluate(SIDEWAYS) <= 0
    for scheme in ("light", "dark"):
        reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe(reader.page) == []


def test_markup_in_a_plan_stays_words_in_the_page(
    phone: Phone, shared_server: Server, holder: Holder, tmp_path: Path, new_phone: Callable[..., Phone]
) -> None:
    for words in ("<img src=x onerror=alert(1)>", "</style><script>document.title = 'taken'</script>"):
        holder.add("coping", text=words)
    path = save(editor.go(phone, shared_server, holder, "take"), "Save the page", tmp_path)
    reader = new_phone()
    reader.page.goto(path.as_uri())
    assert reader.page.locator("script, img").count() == 0
    expect(reader.page.get_by_text("<img src=x onerror=alert(1)>").first).to_be_visible()
    assert reader.page.title() == "Notes"


def test_a_plan_in_arabic_is_read_from_right_to_left(
    phone: Phone,
    shared_server: Server,
    make_plan: Callable[..., Holder],
    tmp_path: Path,
    new_phone: Callable[..., Phone],
) -> None:
    holder = make_plan(shared_server, language="ar")
    phone.context.clear_cookies()
    phone.context.add_cookies(holder.cookies)
    fill(holder, "short.ar")
    t = i18n.translator("ar")
    page = editor.go(phone, shared_server, holder, "take", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    path = save(page, t("Save the page"), tmp_path)
    reader = new_phone()
    reader.page.goto(path.as_uri())
    expect(reader.page.locator("html")).to_have_attribute("dir", "rtl")
    shown = " ".join(reader.page.locator("body").inner_text().translate(ISOLATES).split())
    assert [words for words in written("short.ar") if words not in shown] == []
    page.get_by_label(t("Choose the file")).set_input_files({
        "name": "notes.json", "mimeType": "application/json", "buffer": json.dumps({"format": "pocket-plan"}).encode()
    })  # fmt: skip
    phone.forgive("400")
    expect(
        page.get_by_text(
            t("This file can’t be read. It may be another file, or a part is missing. Your plan is as it was.")
        )
    ).to_be_visible()


def test_a_file_takes_the_place_of_a_fresh_plan_with_nothing_lost(
    owner: Phone, shared_server: Server, holder: Holder, tmp_path: Path, second: tuple[Phone, Holder]
) -> None:
    path = save(editor.go(owner, shared_server, holder, "take"), "Save the file", tmp_path)
    there, other = second
    other.add("safe", text="The bench by the mill")
    page = editor.go(there, shared_server, other, "take")
    choose(page, path)
    expect(page.get_by_role("heading", name="What is in this file")).to_be_focused()
    page.get_by_text("1 thing is only in your plan.").click()
    expect(page.get_by_text("The bench by the mill")).to_be_visible()
    page.get_by_text("things are new.").click()
    expect(page.get_by_text("Feet on the floor, then breathe")).to_be_visible()
    assert file_of(other).keys() == {"safe", "settings"}
    expect(page.get_by_text("Country: now Poland, then United Kingdom.")).to_be_visible()
    brought(page, "Put it in place of my plan")
    mine, theirs = file_of(other), file_of(holder)
    assert [entry["content"] for entry in mine["safe"] if entry.get("away")] == [{"text": "The bench by the mill"}]
    mine["safe"] = [entry for entry in mine["safe"] if not entry.get("away")]
    assert mine == theirs
    there.page.goto(shared_server.url)
    expect(there.page.get_by_role("link", name="My sister").first).to_be_visible()


def test_a_sealed_file_is_joined_and_texts_that_differ_stand_side_by_side(
    owner: Phone, shared_server: Server, holder: Holder, tmp_path: Path, second: tuple[Phone, Holder]
) -> None:
    page = editor.go(owner, shared_server, holder, "take")
    page.get_by_role("button", name="Make one for me").click()
    passphrase = page.get_by_label("Passphrase", exact=True).input_value()
    assert len(passphrase.split("-")) == 6
    path = save(page, "Save the sealed file", tmp_path)
    assert path.suffix == ".age"
    assert b"Pepper" not in path.read_bytes()

    there, other = second
    name = {"kind": "set_field", "section": "about", "entry": "name_i_like", "value": "Samuel", "based_on": None}
    other.change(name)
    other.add("safe", text="The bench by the mill")
    there.forgive("403")
    page = editor.go(there, shared_server, other, "take")
    choose(page, path)
    field = page.get_by_label("Passphrase of this file")
    expect(field).to_be_focused()
    field.fill("another passphrase")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("This passphrase does not open the file.")).to_be_visible(timeout=120_000)
    field.fill(f"{passphrase} ")
    field.press("Enter")
    expect(page.get_by_role("heading", name="What is in this file")).to_be_visible(timeout=120_000)
    page.get_by_text("1 thing says something else.").click()
    for words in ("Samuel", "Sam"):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    brought(page, "Join it with my plan")
    sections = file_of(other)
    assert sections["safe"][0]["content"]["text"] == "The bench by the mill"
    assert len(sections["safe"]) == len(file_of(holder)["safe"]) + 1
    about = editor.go(there, shared_server, other, "about")
    expect(about.get_by_role("heading", name="Which one do you want?")).to_be_visible()
    for words in ("Samuel", "Sam"):
        expect(about.locator(".pp-rival").get_by_text(words, exact=True)).to_be_visible()


def test_leaving_the_plan_as_it_is_changes_nothing(
    owner: Phone, shared_server: Server, holder: Holder, tmp_path: Path, second: tuple[Phone, Holder]
) -> None:
    path = save(editor.go(owner, shared_server, holder, "take"), "Save the file", tmp_path)
    there, other = second
    page = editor.go(there, shared_server, other, "take")
    choose(page, path)
    page.get_by_role("button", name="Leave my plan as it is").click()
    expect(page.get_by_role("heading", name="What is in this file")).to_have_count(0)
    expect(page.get_by_label("Choose the file")).to_be_focused()
    assert file_of(other).keys() == {"settings"}


def test_a_short_passphrase_and_a_large_file_are_answered_in_words(
    owner: Phone, shared_server: Server, holder: Holder
) -> None:
    page = editor.go(owner, shared_server, holder, "take")
    owner.forgive("400")
    page.get_by_label("Passphrase", exact=True).fill("short")
    page.get_by_role("button", name="Save the sealed file").click()
    expect(page.get_by_text("Please choose a longer passphrase. It needs at least 12 letters.")).to_be_visible()
    large = {"name": "notes.json", "mimeType": "application/json", "buffer": b" " * 8_000_000}
    page.get_by_label("Choose the file").set_input_files(large)  # type: ignore[arg-type]
    expect(page.get_by_text("This file is too large: it can have 2 MB. Your plan is as it was.")).to_be_visible()


def test_a_passphrase_is_kept_nowhere_in_the_browser(owner: Phone, shared_server: Server, holder: Holder) -> None:
    page = editor.go(owner, shared_server, holder, "take")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    kept = page.evaluate("() => JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert PASSPHRASE not in kept
    page.reload()
    expect(page.get_by_label("Passphrase", exact=True)).to_have_value("")

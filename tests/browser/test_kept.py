"""What a phone keeps: given back whole, sealed when it is locked, and never half written."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Phone
from tests.browser.devices import EVERYTHING, OPEN, SEALING, Refused, add, blank, call, read, run, waiting, words
from tests.conftest import Holder, Server

SECRETS = ("word in the plan", "word that waits", "word that is held", "word refused", "word being typed", "my secret")

SLOW_LOCK = """() => {
  const go = new Promise((go) => { window.start = go; });
  const seal = async (text) => { await go; return sealing.seal(text); };
  window.done = devices.notes.lock({ ...sealing, seal });
}"""

# Another page goes on typing until the plan is gone from this one.
TYPE_AND_LEAVE = """async () => {
  const other = await kept.openKept({ name: "notes" });
  let [count, isGone] = [0, false];
  const type = async () => {
    while (!isGone) await other.draft(`typed ${(count += 1)}`, "meanwhile");
  };
  const typing = type();
  await devices.notes.leave();
  isGone = true;
  await typing;
  const { drafts } = await devices.notes.read();
  return [count > 1, count === Object.keys(drafts).filter((key) => key.startsWith("typed")).length];
}"""


@pytest.fixture
def page(phone: Phone, shared_server: Server) -> Page:
    return blank(phone.page, shared_server, "notes")


@pytest.fixture
def full(page: Page, holder: Holder) -> Page:
    """A phone with words in every place."""
    holder.add("coping", text=SECRETS[0])
    assert run(page, "notes")["outcome"] == "done"
    call(page, "notes", "append", add(SECRETS[3] + "x" * 2000))
    assert run(page, "notes")["outcome"] == "done"
    call(page, "notes", "append", add(SECRETS[1]))
    call(page, "notes", "hold", add(SECRETS[2]))
    call(page, "notes", "draft", "coping/new", SECRETS[4])
    call(page, "notes", "remember", {"removal": SECRETS[5], "language": "en", "country": "GB"})
    return page


def everything(kept: Page) -> str:
    text: str = kept.evaluate(EVERYTHING)
    return text


def test_all_that_was_kept_is_there_after_a_reload(full: Page, shared_server: Server) -> None:
    before = read(full, "notes")
    after = read(blank(full, shared_server, "notes"), "notes")
    assert after == before
    assert words(after["plan"]) == [SECRETS[0]]
    assert [one["content"]["text"] for one in after["pending"]] == [SECRETS[1]]
    assert after["held"]["content"]["text"] == SECRETS[2]
    assert [(one["change"]["content"]["text"][:12], one["reason"]) for one in after["refused"]] == [
        (SECRETS[3], "entry_too_long")
    ]
    assert after["drafts"] == {"coping/new": SECRETS[4]}
    assert (after["removal"], after["language"], after["country"]) == (SECRETS[5], "en", "GB")


def test_changes_are_numbered_one_by_one_and_a_held_one_goes_first(page: Page) -> None:
    first = call(page, "notes", "append", add("one"))
    call(page, "notes", "hold", add("two"))
    third = call(page, "notes", "append", add("three"))
    assert (first["seq"], third["seq"]) == (1, 3)
    kept = read(page, "notes")
    assert waiting(page, "notes") == ["one", "two", "three"]
    assert [one["revision"] for one in kept["pending"]] == [f"{kept['asked']['outbox']}:{seq}" for seq in (1, 2, 3)]
    assert kept["held"] is None


def test_a_held_change_can_be_undone_until_it_is_numbered(page: Page) -> None:
    call(page, "notes", "hold", add("taken back"))
    assert call(page, "notes", "unhold")["content"]["text"] == "taken back"
    assert call(page, "notes", "unhold") is None
    call(page, "notes", "hold", add("stays"))
    assert call(page, "notes", "release")["seq"] == 1
    assert call(page, "notes", "release") is None
    assert call(page, "notes", "unhold") is None
    assert waiting(page, "notes") == ["stays"]


def test_two_tabs_never_give_one_number_twice(phone: Phone, page: Page, shared_server: Server) -> None:
    other = blank(phone.context.new_page(), shared_server, "notes")
    many = """(changes) => {
      window.all = Promise.all(changes.map((change) => devices.notes.append(change)));
    }"""
    for tab, name in ((page, "a"), (other, "b")):
        tab.evaluate(many, [add(f"{name}{number}") for number in range(25)])
    numbers = [one["seq"] for tab in (page, other) for one in tab.evaluate("() => all")]
    assert sorted(numbers) == list(range(1, 51))
    assert len(set(waiting(page, "notes"))) == 50


def test_a_refused_text_stays_until_it_is_dismissed(full: Page) -> None:
    [refused] = read(full, "notes")["refused"]
    call(full, "notes", "dismiss", refused["revision"])
    assert read(full, "notes")["refused"] == []
    assert SECRETS[3] not in everything(full)


def test_what_was_typed_is_kept_until_it_is_let_go(page: Page) -> None:
    call(page, "notes", "draft", "a", "half a sen")
    call(page, "notes", "draft", "a", "half a sentence")
    assert read(page, "notes")["drafts"] == {"a": "half a sentence"}
    call(page, "notes", "draft", "a", None)
    assert read(page, "notes")["drafts"] == {}


def test_no_word_lies_open_in_the_locked_mode(full: Page, shared_server: Server) -> None:
    call(full, "notes", "putPage", f"<p>{SECRETS[0]}", {})
    before = read(full, "notes")
    for secret in SECRETS:
        assert secret in everything(full)
    call(full, "notes", "lock", SEALING)
    call(full, "notes", "append", add("written while locked"))
    call(full, "notes", "draft", "b", "typed while locked")
    for secret in (*SECRETS, "while locked"):
        assert secret not in everything(full)
    call(blank(full, shared_server, "notes", sealed=True), "notes", "unlock", SEALING)
    after = read(blank(full, shared_server, "notes"), "notes")
    assert [one["content"]["text"] for one in after["pending"]] == [SECRETS[1], SECRETS[2], "written while locked"]
    assert after["drafts"] == {**before["drafts"], "b": "typed while locked"}
    for name in ("plan", "refused", "removal", "language", "country"):
        assert after[name] == before[name]


def test_without_the_key_a_locked_phone_gives_and_takes_no_words(full: Page, shared_server: Server) -> None:
    call(full, "notes", "lock", SEALING)
    locked = blank(full, shared_server, "notes")
    assert locked.evaluate("[devices.notes.mode, devices.notes.isLocked]") == ["locked", True]
    kept = read(locked, "notes")
    assert (kept["plan"], kept["pending"], kept["held"], kept["refused"], kept["drafts"]) == (None, [], None, [], {})
    assert (kept["mode"], kept["language"], kept["country"], kept["removal"]) == ("locked", "en", "GB", None)
    for method, value in (("append", add("new")), ("hold", add("new")), ("remember", {"removal": "new"})):
        with pytest.raises(Refused, match="locked"):
            call(locked, "notes", method, value)
    call(locked, "notes", "remember", {"language": "ar"})
    assert read(locked, "notes")["language"] == "ar"
    assert run(locked, "notes")["outcome"] == "paused"


def test_a_crash_while_locking_leaves_all_words_readable(full: Page, shared_server: Server) -> None:
    before = read(full, "notes")
    full.evaluate("void devices.notes.lock({ ...sealing, seal: () => new Promise(() => undefined) })")
    assert read(blank(full, shared_server, "notes"), "notes") == before
    failing = "devices.notes.lock({ ...sealing, seal: async () => { throw new Error('out of power') } })"
    assert "out of power" in full.evaluate(f"{failing}.catch(String)")
    assert read(full, "notes") == before
    call(full, "notes", "lock", SEALING)
    opening = "devices.notes.unlock({ ...sealing, unseal: async () => { throw new Error('wrong') } })"
    assert "wrong" in full.evaluate(f"{opening}.catch(String)")
    assert {**read(full, "notes"), "mode": "open"} == before


def test_words_from_another_tab_are_sealed_or_refused_once_it_is_locked(
    phone: Phone, full: Page, shared_server: Server
) -> None:
    other = blank(phone.context.new_page(), shared_server, "notes")
    full.evaluate(SLOW_LOCK)
    call(other, "notes", "append", add("meanwhile elsewhere"))
    full.evaluate("async () => { start(); await done; }")
    with pytest.raises(Refused, match="locked"):
        call(other, "notes", "append", add("too late elsewhere"))
    assert "elsewhere" not in everything(full)
    assert waiting(full, "notes") == [SECRETS[1], "meanwhile elsewhere"] or "meanwhile elsewhere" in waiting(
        full, "notes"
    )


def test_clearing_leaves_nothing(full: Page) -> None:
    call(full, "notes", "putPage", f"<p>{SECRETS[0]}", {})
    call(full, "notes", "putMaterials", {"template": "materials"})
    call(full, "notes", "clear")
    assert full.evaluate("async () => [await indexedDB.databases(), await caches.keys()]") == [[], []]


@pytest.mark.parametrize("mode", ["open", "locked"])
def test_when_the_plan_is_gone_unsent_words_alone_stay_as_they_lay_there(
    mode: str, full: Page, shared_server: Server, holder: Holder
) -> None:
    call(full, "notes", "remember", {"lock": {"face": SECRETS[0], "shows": {"person": "1", "steps": True}}})
    if mode == "locked":
        call(full, "notes", "lock", SEALING)
    call(full, "notes", "putMaterials", {"template": "materials"})
    page = blank(full, shared_server, "notes")
    call(page, "notes", "leave")
    found = everything(page)
    assert [word for word in (SECRETS[0], SECRETS[5], "materials") if word in found] == []
    assert (SECRETS[4] in found) is (mode == "open")
    page = blank(page, shared_server, "notes", sealed=True)
    after = read(page, "notes")
    assert (after["mode"], after["isGone"], after["plan"], after["removal"]) == (mode, True, None, None)
    texts = [one if isinstance(one, str) else one["content"]["text"][:15] for one in after["left"]]
    assert texts == [SECRETS[1][:15], SECRETS[2][:15], SECRETS[3] + "xxx", SECRETS[4]]
    assert run(page, "notes")["outcome"] == "done"
    now = read(page, "notes")
    assert (words(now["plan"]), now["isGone"], now["pending"], now["held"]) == ([SECRETS[0]], False, [], None)
    assert len(now["left"]) == len(texts)
    assert words(holder.read()) == [SECRETS[0]]


def test_what_another_page_types_while_the_plan_goes_stays(full: Page) -> None:
    assert full.evaluate(TYPE_AND_LEAVE) == [True, True]


def test_the_finished_page_is_kept_with_its_headers(page: Page) -> None:
    assert page.evaluate("async () => await devices.notes.page() === undefined")
    call(page, "notes", "putPage", "<p>my plan", {"Content-Security-Policy": "default-src 'none'"})
    found = page.evaluate(
        "async () => { const page = await devices.notes.page(); return [await page.text(), [...page.headers]]; }"
    )
    assert found[0] == "<p>my plan"
    assert ["content-security-policy", "default-src 'none'"] in found[1]


def test_materials_are_kept_in_every_mode(page: Page) -> None:
    assert call(page, "notes", "materials") is None
    call(page, "notes", "putMaterials", {"folder": "/static/a"})
    call(page, "notes", "lock", SEALING)
    assert call(page, "notes", "materials") == {"folder": "/static/a"}


def test_a_locked_phone_can_be_opened_by_its_key(full: Page, shared_server: Server) -> None:
    before = read(full, "notes")
    call(full, "notes", "lock", SEALING)
    blank(full, shared_server)
    full.evaluate(OPEN, ["notes", True])
    assert {**read(full, "notes"), "mode": "open"} == before

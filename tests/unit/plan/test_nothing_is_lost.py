"""Whatever two phones send in whatever order: no words are lost that nobody deleted, and none stop standing unseen."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pwa.plan.changes import apply, parse_change
from pwa.plan.model import Entry, Plan
from pwa.plan.stored import entry_as_json, plan_as_json, read_plan
from tests.unit.plan.making import add, entry_id, plan_of, raw

PHONES = ("a" * 32, "b" * 32)


def words(entry: Entry) -> set[str]:
    return {version.content["text"] for version in (*entry.texts, *entry.earlier)}


def all_words(plan: Plan) -> set[str]:
    return set().union(*(words(entry) for entry in plan.entries("coping")))


@st.composite
def changes(draw: st.DrawFn, plan: Plan, seq: int) -> dict[str, Any]:
    """A change by a phone that knows any state of the entry that ever was."""
    outbox = draw(st.sampled_from(PHONES))
    entry_number = draw(st.integers(1, 3))
    entry = plan.entry("coping", entry_id(entry_number))
    known = [text.revision for text in (*entry.texts, *entry.earlier)] if entry else []
    base = draw(st.sampled_from([*known, f"{'0' * 32}:1"]))
    settles = draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
    kind = draw(st.sampled_from(["add", "edit", "edit", "edit", "move", "put_away", "bring_back", "delete", "undo"]))
    text = draw(st.sampled_from(["tea", "walk", f"text {seq}"]))
    change: dict[str, Any] = {"kind": kind, "section": "coping", "entry": entry_id(entry_number)}
    change["revision"] = f"{outbox}:{seq}"
    more = {
        "add": {"content": {"text": text}, "after": draw(st.sampled_from([None, entry_id(1), entry_id(9)]))},
        "edit": {"content": {"text": text}, "based_on": base, "settles": settles},
        "move": {"after": draw(st.sampled_from([None, entry_id(1), entry_id(2)]))},
        "put_away": {"based_on": base, "settles": settles},
        "delete": {"based_on": base, "settles": settles},
        "undo": {"kind": "bring_back", **({"whole": entry_as_json(entry)} if entry else {})},
    }
    return {**change, **more.get(kind, {})}


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_no_change_loses_words_that_nobody_deleted(data: st.DataObject) -> None:
    plan = plan_of()
    for seq in range(1, data.draw(st.integers(2, 14)) + 1):
        raw = data.draw(changes(plan, seq))
        applied = apply(plan, parse_change(raw))
        after = applied.plan
        if raw["kind"] != "delete":
            assert all_words(plan) <= all_words(after)
        if applied.outcome.result == "refused":
            assert after == plan
        elif "content" in raw:
            entry = after.entry("coping", raw["entry"])
            assert entry is not None
            assert raw["content"]["text"] in {text.content["text"] for text in entry.texts}
            assert not entry.is_away
        others(plan, after, raw)
        assert apply(after, parse_change(raw)).plan == after
        assert read_plan(plan_as_json(after)) == after
        plan = after


def others(before: Plan, after: Plan, raw: dict[str, Any]) -> None:
    """Entries that a change does not name stay as they are; of its own, what the writer has not seen still stands."""
    for entry in before.entries("coping"):
        if entry.id != raw["entry"]:
            assert after.entry("coping", entry.id) == entry
            continue
        seen = {raw.get("based_on"), *raw.get("settles", ())}
        seen_words = {text.content["text"] for text in (*entry.texts, *entry.earlier) if text.revision in seen}
        unseen = {text.content["text"] for text in entry.texts} - seen_words
        now = after.entry("coping", entry.id)
        assert unseen <= ({text.content["text"] for text in now.texts} if now else set())


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_an_entry_that_is_only_me_for_all_who_write_it_is_so_whenever_it_stands(data: st.DataObject) -> None:
    one = entry_id(1)
    where = {"section": "coping", "entry": one}
    plan = plan_of(add("coping", 1, text="wall"), raw("only_me", "coping", 1, seq=2, on=True))
    seen = dict.fromkeys(PHONES, plan)
    for seq in range(3, data.draw(st.integers(4, 14)) + 1):
        phone = data.draw(st.sampled_from(PHONES))
        known = seen[phone].entry("coping", one)
        kind = data.draw(st.sampled_from(["edit", "edit", "delete", "put_away", "look"]))
        if kind == "look" or known is None:
            seen[phone] = plan
            continue
        settles = [text.revision for text in known.rivals]
        change = {**where, "kind": kind, "based_on": known.now.revision, "settles": settles}
        written = {"content": {"text": f"text {seq}"}, "only_me": known.is_only_me} if kind == "edit" else {}
        plan = apply(plan, parse_change({**change, **written, "revision": f"{phone}:{seq}"})).plan
        standing = plan.entry("coping", one)
        assert standing is None or standing.is_only_me

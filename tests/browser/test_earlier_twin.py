"""Phone and desk walk back alike, and what the phone brings back is what the plan said: over told stories."""

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from playwright.sync_api import Browser

from pwa.plan import history
from pwa.plan.bringing_back import STAYS, BringingBack
from pwa.plan.change import InvalidChange
from pwa.plan.changes import apply, parse_change
from pwa.plan.exchange import accept
from pwa.plan.history import Item
from pwa.plan.model import Entry, Plan
from pwa.plan.phone_history import history_for_phone
from pwa.plan.record_sections import AGREEMENT
from pwa.plan.sections import TALK
from pwa.plan.snapshot import snapshot
from pwa.plan.stored import read_plan
from tests.browser import twin
from tests.conftest import Server
from tests.unit.plan.making import entry_id, plan_of

SEEDS, SAVES = range(10), 30
OLD = "0" * 32
WORDS = ("Tea", "Walk to the canal", "Ring Ada", "é", "mint")
PHONES = [{"number": "112", "for": ["call"]}]
LISTS: dict[str, tuple[str, dict[str, tuple[Any, ...]]]] = {
    "coping": ("text", {}),
    "contacts": ("name", {"phones": (PHONES, PHONES * 2), "night": (True,)}),
    "avoid": ("name", {"why": ("hidden", "hidden too"), "number": ("112",)}),
    "agreement": ("point", {"me": ("agreed", "not_agreed"), "team": ("agreed",)}),
    "talk": ("text", {}),
    "choices": ("want", {}),
}
NAMED = {"about": ("name_i_like", "languages"), "agreement": ("me_name",)}

# What the phone makes of every story: told item by item, taken back to each, and the changes that bring back.
ASK = """async ({ sections }, [folder, stories]) => {
  const { walk, back, differences } = await import(`${folder}/history.js`);
  const { whole, entry } = await import(`${folder}/bringing_back.js`);
  const { replay } = await import(`${folder}/changes.js`);
  const words = (one) => [one, ...(one.rivals ?? [])].map(({ content, by }) => [content, by ?? "me"]);
  const said = (one) => one && [words(one), Boolean(one.away), Boolean(one.only_me)];
  const told = ({ item, before, after }) => [item.n, said(before) ?? null, said(after) ?? null];
  const state = ([name, all]) => [name, all.map((one) => [one.id, ...said(one)])];
  return stories.map(({ plan, items, saved }) => {
    const states = items.map((_, nth) => back(plan, items.slice(nth)));
    const changes = states.map((one) => whole(plan, one, sections));
    const would = changes.map((all) => differences(plan, replay(plan, all, sections)));
    const one = ({ section, entry: id, before }) => entry(plan, sections.find((one) => one.id === section),
      { id, ...before, away: false });
    return {
      told: walk(plan, items).map(told), states: states.map(({ sections: all }) => Object.entries(all).map(state)),
      whole: changes, would: would.map((all) => all.map(({ what, section }) => [what, section])),
      entries: items.filter(({ before }) => before).map(one),
      saves: saved.slice(1).map((now, nth) => {
        const made = differences(saved[nth], now);
        const before = back(now, made.map((one, n) => ({ ...one, n })));
        const noted = ({ what, section, entry, order = [], ...one }) =>
          [what, section, entry, said(one.before) ?? null, order];
        return [made.map(noted), Object.entries(before.sections).map(state)];
      }),
    };
  });
}"""


class Story:
    """A plan that is written by several for a while, and all that happened to it."""

    def __init__(self, seed: int) -> None:
        self.dice, self.seq = random.Random(seed), 0
        self.plan: Plan = plan_of()
        self.items: list[Item] = []
        self.saved = [self.plan]
        for save in range(SAVES):
            self._save(f"2026-01-{save // 3 + 1:02}")

    def _save(self, day: str) -> None:
        after = self.plan
        for _ in range(self.dice.randint(1, 3)):
            try:
                after = apply(after, parse_change(self._change(after, day))).plan
            except InvalidChange:
                continue
        first = self.items[-1].number + 1 if self.items else 1
        found = history.happened(self.plan, after, first=first, revision=first, day=day, device="d")
        gone = _ids(self.plan) - _ids(after)
        self.items = history.without([*self.items, *found], gone)
        self.plan = after
        self.saved.append(after)

    def _change(self, plan: Plan, day: str) -> dict[str, Any]:
        one, self.seq = self.dice.choice, self.seq + 1
        facts = {"revision": f"{one(('a', 'b')) * 32}:{self.seq}", "day": day, "by": one(("me", "me", "ada"))}
        if self.dice.random() < 0.2:
            section = one([*NAMED])
            name = one(NAMED[section])
            return {**facts, **self._text(plan, section, name), "kind": "set_field", "value": one((*WORDS, None))}
        section = one([*LISTS, "coping", "coping"])
        entries = plan.entries(section)
        there = [entry for entry in entries if len(entry.id) == 32]
        if not there or self.dice.random() < 0.25:
            entry = entry_id(self.dice.randrange(1, 1 << 60))
            return {**facts, "kind": "add", "section": section, "entry": entry, "content": self._content(section)}
        entry = one(there)
        about = self._text(plan, section, entry.id)
        named = {"section": section, "entry": entry.id}
        kind = one(["edit"] * 5 + ["put_away", "bring_back", "move", "move", "only_me", "delete"])
        match kind:
            case "edit":
                return {**facts, **about, "kind": kind, "content": self._content(section)}
            case "move":
                return {**facts, **named, "kind": kind, "after": one([None, *(other.id for other in there)])}
            case "only_me":
                return {**facts, **named, "kind": kind, "on": one((True, False))}
            case "bring_back":
                return {**facts, **named, "kind": kind}
        return {**facts, **about, "kind": kind}

    def _text(self, plan: Plan, section: str, entry_id: str) -> dict[str, Any]:
        """On which text a change is made: often the one that stands, sometimes one that nobody knows."""
        entry, is_known = plan.entry(section, entry_id), self.dice.random() < 0.8
        base = entry.now.revision if entry and is_known else f"{OLD}:1" if entry else None
        settles = [text.revision for text in entry.rivals] if entry and is_known else []
        return {"section": section, "entry": entry_id, "based_on": base, "settles": settles}

    def _content(self, section: str) -> dict[str, Any]:
        main, more = LISTS[section]
        picked = {name: self.dice.choice(values) for name, values in more.items() if self.dice.random() < 0.5}
        return {main: f"{self.dice.choice(WORDS)} {self.seq}", **picked}


def _ids(plan: Plan) -> frozenset[str]:
    return frozenset(entry.id for section in plan.sections for entry in plan.entries(section))


def of_phone(story: Story) -> tuple[Plan, list[dict[str, Any]], list[Item]]:
    """What a phone holds, as the desk would read it."""
    raws = history_for_phone(story.plan, story.items)["items"]
    named = {"revision": f"{OLD}:1"}
    items = []
    for one in raws:
        before = one.get("before")
        rivals = [{**named, **text} for text in before.get("rivals", [])] if before else []
        whole = {"before": {**before, **named, "id": one["entry"], "rivals": rivals}} if before else {}
        item = history.read_item({**one, "revision": 1, **whole})
        assert item
        items.append(item)
    return read_plan(snapshot(story.plan)), raws, items


def said(entry: Entry | None) -> list[Any] | None:
    if entry is None:
        return None
    return [[[dict(text.content), text.by] for text in entry.texts], entry.is_away, entry.is_only_me]


def _words(one: list[Any]) -> list[Any]:
    return [content for content, _ in one[0]]


def _shown(one: list[Any] | None) -> list[Any]:
    """The same without whose words they are: that the same words are another's now is not noted."""
    assert one
    return [_words(one), *one[1:]]


def plain(changes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes section by section, their names in order, without what the desk alone names."""
    found = sorted(changes, key=lambda one: str(one["section"]))
    names = {one["revision"]: f"new {nth}" for nth, one in enumerate(found)}

    def value(raw: Any) -> Any:
        if isinstance(raw, dict):
            return {key: value(one) for key, one in raw.items() if one is not None or key != "why"}
        return [value(one) for one in raw] if isinstance(raw, list) else names.get(raw, raw)

    return [value(one) for one in found]


def test_phone_and_desk_tell_walk_and_bring_back_alike(chromium: Browser, shared_server: Server) -> None:
    stories = [Story(seed) for seed in SEEDS]
    given = [
        {"plan": snapshot(one.plan), "items": of_phone(one)[1], "saved": [*map(snapshot, one.saved)]} for one in stories
    ]
    with twin.opened(chromium, shared_server) as page:
        made = page.ask(ASK, [page.folder, given])
    assert sum(len(one["items"]) for one in given) > 300
    for story, there in zip(stories, made, strict=True):
        plan, _, items = of_phone(story)
        assert there["told"] == [
            [seen.item.number, said(seen.before), said(seen.after)] for seen in history.walk(plan, items)
        ]
        for nth in range(len(items)):
            target = history.back(plan, items[nth:])
            states = [[name, [[one.id, *said(one)] for one in target.entries(name)]] for name in target.sections]  # type: ignore[misc]
            assert sorted(there["states"][nth]) == sorted(states)
            raws = BringingBack("e" * 32).whole(plan, target)
            assert plain(there["whole"][nth]) == plain(raws)
            after = plan
            for one in raws:
                after = apply(after, parse_change(one)).plan
            would = history.happened(plan, after, first=1, revision=1, day="", device="")
            assert sorted(there["would"][nth]) == sorted([item.what.value, item.section] for item in would)
            arrives(story.plan, there["whole"][nth], target)
        for nth, (made_of_it, before_it) in enumerate(there["saves"]):
            was, now = (read_plan(snapshot(story.saved[at])) for at in (nth, nth + 1))
            assert sorted(made_of_it) == sorted(happened(was, now))
            shown = {name: [[one[0], *_shown(one[1:])] for one in entries] for name, entries in before_it}
            assert shown == both(was, now)
        for raw, item in zip(there["entries"], (one for one in items if one.before), strict=True):
            assert item.before
            wanted = replace(item.before, is_away=False)
            assert plain(raw) == plain(BringingBack("e" * 32).entry(plan, item.section, wanted))


def happened(before: Plan, after: Plan) -> list[list[Any]]:
    """What the desk would note, but for texts that stood between the two."""
    items = history.happened(before, after, first=1, revision=1, day="", device="")
    noted = [one for one in items if one.what is not history.What.TEXT]
    return [[one.what.value, one.section, one.entry, said(one.before), [*one.order]] for one in noted]


def both(before: Plan, after: Plan) -> dict[str, list[Any]]:
    """What the plan said before, of what is still in it."""
    left = _ids(after)
    return {
        name: [[one.id, *_shown(said(one))] for one in before.entries(name) if one.id in left]
        for name in after.sections
    }


def arrives(plan: Plan, changes: list[dict[str, Any]], target: Plan) -> None:
    """The server takes it all, and a phone reads then what it asked for."""
    for one in changes:
        parse_change(one)
    outbox = changes[0]["revision"].split(":")[0] if changes else OLD
    order = sorted(changes, key=lambda one: int(one["revision"].split(":")[1]))
    after, _, results = accept(plan, {}, outbox, [*enumerate(order, 1)], lambda plan, change: True)
    assert {one.outcome.result for one in results} <= {"done", "kept_both"}, results
    read = read_plan(snapshot(after))
    written = {one["entry"] for one in changes if "by" in one}
    for name in (one for one in read.sections if one not in STAYS | {TALK.id}):
        wanted = {one.id: one for one in target.entries(name)}
        for entry in read.entries(name):
            if entry.id not in wanted:
                assert entry.is_away or not entry.now.content
                continue
            now, then = said(entry), said(wanted[entry.id])
            assert now
            assert then
            assert (_words(now), now[1]) == (_words(then), then[1])
            # Words that stood already stay whoever's they were; of an agreement the phone is told whose in another way.
            if entry.id in written and name != AGREEMENT.id:
                assert now[0] == then[0]
        order_now = [one.id for one in read.entries(name) if one.id in wanted and len(one.id) == 32]
        assert order_now == [one for one in wanted if len(one) == 32 and one in order_now]

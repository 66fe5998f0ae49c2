"""What a phone gets of what happened to a plan: by the same rules as the plan itself, and the newest of it."""

import json

from pwa.plan import history
from pwa.plan.history import Item
from pwa.plan.model import Plan
from pwa.plan.phone_history import MOST_BYTES, history_for_phone
from pwa.plan.section import FieldType, Kind, Place
from pwa.plan.sections import BY_ID
from pwa.plan.snapshot import TALKED, snapshot
from tests.unit.plan.making import add, applied, entry_id, plan_of, raw

CANARY = {FieldType.TEXT: "{}", FieldType.LONG: "{}", FieldType.PHONE: "{}", FieldType.TEXTS: ["{}"]}
DAY = "2026-11-23"


class Story:
    """A plan and all that happened to it, a save after each of its changes."""

    def __init__(self) -> None:
        self.plan: Plan = plan_of()
        self.items: list[Item] = []

    def tell(self, *changes: dict[str, object], day: str = DAY) -> None:
        after = applied(self.plan, *changes).plan
        first = self.items[-1].number + 1 if self.items else 1
        self.items += history.happened(self.plan, after, first=first, revision=first, day=day, device="d")
        self.plan = after

    def of_phone(self) -> dict[str, object]:
        return history_for_phone(self.plan, self.items)


def test_no_word_that_stays_at_the_desk_comes_with_the_history() -> None:
    """Every field of every section is written twice: its first words are in the history alone."""
    story, here, away = Story(), [], []
    for number, section in enumerate(BY_ID.values(), 1):
        fields = {one.name: CANARY[one.type] for one in section.fields if one.type in CANARY}
        for turn in ("first", "then"):
            words = {
                name: json.loads(json.dumps(shape).replace("{}", f"{turn}-{section.id}-{name}"))
                for name, shape in fields.items()
            }
            if section.kind is Kind.FIELDS:
                seq, based = (1, None) if turn == "first" else (2, f"{'a' * 32}:1")
                for name, value in words.items():
                    story.tell(raw("set_field", section.id, name, seq=seq, value=value, based_on=based))
            elif turn == "first":
                story.tell(add(section.id, number, **_required(section), **words))
            else:
                based = f"{'a' * 32}:{number}"
                content = {**_required(section), **words}
                story.tell(raw("edit", section.id, number, seq=900 + number, content=content, based_on=based))
        for field in section.fields:
            if field.name in fields and section.id not in history.NOT_NOTED:
                is_here = field.pocket and section.place is not Place.DESK
                (here if is_here else away).append(f"first-{section.id}-{field.name}")
    told = json.dumps(story.of_phone())
    kept = json.dumps([history.item_as_json(item) for item in story.items])
    assert [word for word in (*here, *away) if word not in kept] == []
    assert len(away) > 15
    assert ([word for word in away if word in told], [word for word in here if word not in told]) == ([], [])


def _required(section: object) -> dict[str, str]:
    """What an entry can't be without, where it is no text."""
    fields = {one.name: one.type for one in section.fields if one.required}  # type: ignore[attr-defined]
    return {name: DAY for name, type_ in fields.items() if type_ in (FieldType.DATE, FieldType.MONTH)}


def test_what_the_phone_no_longer_holds_of_the_plan_it_does_not_get_from_the_history() -> None:
    story = Story()
    for number in range(1, TALKED + 3):
        day = f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}"
        story.tell(add("talk", number, text=f"Note {number}.", talked=day))
        talked = {"text": f"Later {number}.", "talked": day}
        based = f"{'a' * 32}:{number}"
        story.tell(raw("edit", "talk", number, seq=500 + number, content=talked, based_on=based))
    here = {one["id"] for one in snapshot(story.plan)["sections"]["talk"]}
    assert len(here) == TALKED
    told = story.of_phone()
    assert {one["entry"] for one in told["items"]} == here  # type: ignore[attr-defined]
    assert '"Note 1."' not in json.dumps(told)


def test_a_change_of_what_the_phone_can_not_see_is_not_told_there() -> None:
    story = Story()
    story.tell(add("avoid", 1, name="Rob", why="secret"))
    for seq, content in ((2, {"name": "Rob", "why": "other"}), (3, {"name": "Robert", "why": "other"})):
        based = f"{'a' * 32}:{seq - 1}"
        story.tell(raw("edit", "avoid", 1, seq=seq, content=content, based_on=based))
    told = story.of_phone()["items"]
    assert [(one["what"], one.get("before")) for one in told] == [  # type: ignore[attr-defined]
        ("added", None),
        ("changed", {"content": {"name": "Rob"}}),
    ]


def test_the_newest_comes_and_says_that_there_is_more() -> None:
    story = Story()
    story.tell(add("coping", 1, text="x"))
    for seq in range(2, 60):
        words = {"text": f"{seq} " + "é" * 1900}
        story.tell(raw("edit", "coping", 1, seq=seq, content=words, based_on=f"{'a' * 32}:{seq - 1}"))
    told = story.of_phone()
    numbers = [one["n"] for one in told["items"]]  # type: ignore[attr-defined]
    assert told["more"] is True
    assert numbers == [*range(numbers[0], len(story.items) + 1)]
    assert MOST_BYTES * 0.9 < len(json.dumps(told["items"], ensure_ascii=False).encode()) < MOST_BYTES * 1.1


def test_what_is_newer_than_the_last_look_is_marked() -> None:
    story = Story()
    story.tell(add("coping", 1, text="Tea"))
    story.tell(add("looks", 2, day=DAY))
    story.tell(raw("set_field", "about", "next_look", value="2027-01-01", based_on=None))
    story.tell(add("coping", 3, text="Walk"))
    told = story.of_phone()["items"]
    assert [one["entry"] for one in told if one.get("new")] == [entry_id(3)]  # type: ignore[attr-defined]

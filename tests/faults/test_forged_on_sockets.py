"""Orders given through a socket to a page that is another's: none of any kind is taken, and its own are."""

from types import SimpleNamespace

import pytest

from components.entry_list.entry_list import ACTS
from pwa.pages.edit import part_address
from pwa.plan.change import ChangeKind
from pwa.share.helpers import Helpers
from pwa.share.helping import Invitation
from tests.faults.everyone import AT, COPING, DAY, TEA, WRITES, as_, bearing, owners_page, page_of, texts
from tests.faults.test_attackers import offline
from tests.helpers_page import HelpersPage

_AT_ONCE = 16  # packets that engine.io takes in one request
LONG_AGO = "2024-01-01"  # a look through the plan asks about what is as old as that
ATTACKERS = {
    "helper who reads": f"/en/readerab/with/{AT['coping']}",
    "helper who writes": f"/en/writerab/with/{AT['coping']}",
    "helper of another plan": f"/en/foreignb/with/{AT['coping']}",
    "removed helper": "/en/with?ended",
    "nobody": "/en/with",
}


def everything(page):
    """Every event that a page listens to, with what it would be told: to save, to open, to change, to delete."""
    told = {
        "save": [{"token": 1, "value": "by another", "known": [""]}],
        "click": [{}],
        "act": [{"id": TEA, "act": act, "detail": ""} for act in ACTS],
    }
    return [(element, kind, one) for kind, given in told.items() for element in page.listening(kind) for one in given]


def forge(world, page, events, *, but=""):
    """Everyone but who it is about gives these orders to a page, by its name and then by that of their own page."""
    for who in ATTACKERS.keys() - {but}:
        attacker = HelpersPage(as_(world, who), ATTACKERS[who]).connect()
        orders = [attacker.order(*event, page, as_own=as_own) for event in events for as_own in (False, True)]
        for at in range(0, len(orders), _AT_ONCE):
            attacker.send("\x1e".join(orders[at : at + _AT_ONCE]))
        page.send("3")  # it is still there, though it asks for nothing
    world.owner.add("safe", text="all of that was heard before")


def test_nobody_gives_orders_of_any_kind_to_anothers_page(world):
    writers = page_of(world, "helper who writes").connect()
    writers.press(f"Suggest other words: {COPING}")
    assert writers.until(lambda: any(name.endswith(":suggestion") for name in writers.names()))
    owners = owners_page(world).connect()
    before = world.owner.read()["sections"]
    for target, whose in ((writers, "helper who writes"), (owners, "owner")):
        events = everything(target)
        assert "save" in {kind for _, kind, _ in events}
        forge(world, target, events, but=whose)
    assert {kind for _, kind, _ in everything(owners)} == {"save", "click", "act"}
    assert writers.type(writers.field("coping", "text"), "the writer's own, beside all of them")
    assert "by another" not in str(world.owner.read())
    kept = {one["id"]: one for one in world.owner.read()["sections"]["coping"]}
    assert [kept[one["id"]] for one in before["coping"]] == before["coping"]


def owners(world, part):
    return HelpersPage(as_(world, "owner"), f"/en/{world.owner.slot}/edit/{part_address(part)}").connect()


def acts(page, entry, act, detail=""):
    """An act on a row, in the list that has it."""
    there = [one for one, found in page.listening("act").items() if entry in str(found["props"].get("entries"))]
    return there[0], "act", {"id": entry, "act": act, "detail": detail}


def opened(world, entry):
    """The owner's page with a row opened."""
    page = owners(world, "coping")
    page.happen(*acts(page, entry, "open"))
    assert page.until(lambda: any(name.endswith(f"{entry}:only_me") for name in page.names()))
    return page


def saves(page, *parts, value, known=""):
    return page.field(*parts), "save", {"token": 1, "value": value, "known": [known]}


def step(world, text, **more):
    """An entry that the owner wrote; everything else stands before it."""
    entry = f"{abs(hash(text)):032x}"[-32:]
    added = {"kind": "add", "section": "coping", "entry": entry, "content": {"text": text}}
    world.owner.change({**added, **more})
    return entry


def adds(world):
    page = owners(world, "coping")
    return page, saves(page, "coping", "text", value="added")


def edits(world):
    entry = step(world, "to edit")
    page = opened(world, entry)
    return page, saves(page, entry, "text", value="edited", known="to edit")


def moves(world):
    entry = step(world, "to move")
    page = owners(world, "coping")
    return page, acts(page, entry, "up")


def puts_away(world):
    page = opened(world, step(world, "to put away"))
    return page, (page.button("Put away"), "click", {})


def away(world, text):
    entry = step(world, text)
    world.owner.change({"kind": "put_away", "section": "coping", "entry": entry, "based_on": revision_of(world, text)})
    return entry


def revision_of(world, text):
    return texts(world)[text]["revision"]


def brings_back(world):
    entry = away(world, "to bring back")
    page = owners(world, "coping")
    return page, acts(page, entry, "bring_back")


def deletes(world):
    entry = away(world, "to delete")
    page = owners(world, "coping")
    return page, acts(page, entry, "delete")


def ticks(world):
    step(world, "to look at", day=LONG_AGO)
    page = owners(world, "looks")
    return page, (page.button("Still true"), "click", {})


def sets_a_field(world):
    page = owners(world, "about")
    return page, saves(page, "languages", value="Welsh")


def keeps_for_me(world):
    entry = step(world, "for me alone")
    page = opened(world, entry)
    return page, saves(page, entry, "only_me", value=True, known=False)


def suggests(world):
    page = page_of(world, "helper who writes").connect()
    step(world, "to suggest for")
    page = page_of(world, "helper who writes").connect()
    page.press("Suggest other words: to suggest for")
    assert page.until(lambda: any(name.endswith(":suggestion") for name in page.names()))
    return page, saves(page, "suggestion", value="suggested")


def leaves(world):
    page, event = suggests(world)
    page.happen(*event)
    assert page.until(lambda: texts(world)["to suggest for"].get("suggestions"))
    entry = texts(world)["to suggest for"]
    page = owners(world, "coping")
    return page, acts(page, entry["id"], "leave", entry["suggestions"][0]["revision"])


DEEDS = {
    ChangeKind.ADD: adds,
    ChangeKind.EDIT: edits,
    ChangeKind.MOVE: moves,
    ChangeKind.PUT_AWAY: puts_away,
    ChangeKind.BRING_BACK: brings_back,
    ChangeKind.DELETE: deletes,
    ChangeKind.TICK: ticks,
    ChangeKind.SET_FIELD: sets_a_field,
    ChangeKind.ONLY_ME: keeps_for_me,
    ChangeKind.SUGGEST: suggests,
    ChangeKind.LEAVE: leaves,
}


@pytest.mark.parametrize("kind", ChangeKind)
def test_a_change_of_every_kind_comes_only_from_whose_page_it_is(world, kind):
    def held():
        return {part: all_ for part, all_ in world.owner.read()["sections"].items() if part != "safe"}

    page, event = DEEDS[kind](world)
    before = held()
    forge(world, page, [event], but="helper who writes" if kind is ChangeKind.SUGGEST else "")
    assert held() == before

    def does():
        page.happen(*event)
        return page.until(lambda: held() != before, answers=2)

    # Once more where the page had just drawn what was tapped: then it takes no tap for a moment.
    assert any(does() for _ in range(5)), "whose page it is does so with the very same event"


@pytest.fixture
def leaver(world):
    """Someone who helps, with the page on which they have been asked whether they want to stop."""

    def invite(one):
        helpers = Helpers(one.access)
        return helpers.take(helpers.invite(one.cookie, Invitation(name="Lea", owner="A", sections=WRITES), DAY), DAY)

    client = bearing(world, f"h_leaverab={offline(world.server, world.owner, invite).text()}")
    page = HelpersPage(client, "/en/leaverab/with").connect()
    page.press("Stop helping")
    assert page.until(lambda: "Yes, stop helping" in str(page.elements))
    return SimpleNamespace(client=client, page=page)


def is_helping(client):
    return COPING in client.get(f"/en/leaverab/with/{AT['coping']}").text


def test_nobody_stops_helping_for_another_and_whoever_helps_ends_nobody(world, leaver):
    page = leaver.page
    forge(world, page, [(page.button("Yes, stop helping"), "click", {})])
    ends = HelpersPage(as_(world, "owner"), f"/en/{world.owner.slot}/helpers").connect()
    ends.press("End it: Lea")
    assert ends.until(lambda: any(one.get("text") == "Yes, end it" for one in ends.elements.values()))
    forge(world, ends, [(ends.button("Yes, end it"), "click", {})])
    assert is_helping(leaver.client)
    page.press("Yes, stop helping")
    assert page.until(lambda: not is_helping(leaver.client))


def test_an_entry_in_which_the_owner_wrote_is_not_deleted_by_who_began_it(world):
    page = page_of(world, "helper who writes").connect()
    assert page.type(page.field("coping", "text"), "begun by who helps")
    page.press("Add")
    assert page.until(lambda: "Change: begun by who helps" in str(page.elements))
    page.press("Change: begun by who helps")
    assert page.until(lambda: "Change what you wrote" in str(page.elements))
    page.press("Delete")
    assert page.until(lambda: "Yes, delete it" in str(page.elements))
    begun = texts(world)["begun by who helps"]
    where = {"section": "coping", "entry": begun["id"], "based_on": begun["revision"]}
    world.owner.change({"kind": "edit", **where, "content": {"text": "the owner's by now"}})
    page.press("Yes, delete it")
    assert page.until(lambda: "This is not yours to change. Nothing was changed." in str(page.elements))
    assert texts(world)["the owner's by now"]["id"] == begun["id"]

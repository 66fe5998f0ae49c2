"""Copies when things go wrong: behind their plan, damaged, saved and stopped at once, asked for by strangers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from pwa.plan.changes import parse_change
from pwa.plan.stored import plan_as_json
from pwa.share.copies import Copies
from pwa.share.refusals import CopyStopped, NoSuchCopy
from pwa.share.resealing import Resealing
from pwa.share.terms import Copy
from pwa.store.errors import NoSuchPlan
from pwa.vault.access import PlanAccess
from pwa.vault.holders import NotAllowed
from tests.unit.plan.making import entry_id, raw
from tests.unit.share.conftest import Sharing
from tests.unit.share.making import EVERYTHING, SAM, adding, canary, words


def test_a_copy_that_is_behind_is_made_again_when_the_plan_is_opened(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping",)))
    alone = PlanAccess(sharing.store)  # as if the process had ended between the plan and its copies
    alone.change(sharing.cookie, [parse_change(adding("Green tea", 1))])
    assert "Green tea" not in words(sharing.open(copy))
    sharing.access.open(sharing.cookie)
    assert "Green tea" in words(sharing.open(copy))


def test_an_unchanged_plan_writes_nothing_at_its_next_opening(sharing: Sharing) -> None:
    sharing.copies.make(sharing.cookie, replace(SAM, passcode="blue"))

    def state() -> dict[object, tuple[int, int]]:
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in sharing.folder.rglob("*")}

    before = state()
    sharing.access.open(sharing.cookie)
    sharing.copies.all(sharing.cookie)
    assert state() == before


def test_of_many_changes_at_once_the_copy_shows_the_last(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping",)))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda seq: sharing.change(adding(f"step {seq}", seq)), range(1, 33)))
    plan = sharing.access.look(sharing.cookie).plan
    assert sharing.open(copy)["plan"] == sharing.copies.preview(plan, copy.terms)["plan"]


def test_a_save_whose_copies_come_late_leaves_them_as_the_last_save_has_them(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping",)))
    resealing, alone = Resealing(sharing.store, lambda: sharing.day), PlanAccess(sharing.store)
    alone.change(sharing.cookie, [parse_change(adding("Green tea", 1))])
    late = sharing.access.look(sharing.cookie)
    taken_back = raw("delete", "coping", 1001, seq=2, outbox="c" * 32, based_on=f"{'c' * 32}:1")
    sharing.change(taken_back)
    resealing.follow(late)
    assert "Green tea" not in words(sharing.open(copy))


def test_an_older_plan_makes_no_copy_anew(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping",)))
    older = sharing.access.look(sharing.cookie)
    sharing.change(adding("Green tea", 1))
    before = sharing.store.load_copy(copy.id)
    Resealing(sharing.store, lambda: sharing.day).follow(older)
    assert sharing.store.load_copy(copy.id) == before


def test_stopping_wins_against_saves_at_the_same_moment(sharing: Sharing) -> None:
    made = [sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping",))) for _ in range(4)]

    def act(number: int) -> None:
        if number % 4:
            sharing.change(adding(f"step {number}", number + 1))
        else:
            sharing.copies.stop(sharing.cookie, made[number // 4].id)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(16)))
    sharing.access.open(sharing.cookie)
    for copy in made:
        with pytest.raises(CopyStopped):
            sharing.open(copy)


def damage(sharing: Sharing) -> None:
    for path in sharing.folder.glob("copies/*/*/*.json*"):
        path.write_bytes(b"damaged")


def lose(sharing: Sharing) -> None:
    for path in sharing.folder.glob("copies/*/*/*.json*"):
        path.unlink()


@pytest.mark.parametrize("harm", [damage, lose])
def test_a_copy_that_can_not_be_read_is_made_anew_when_the_plan_is_opened(
    harm: Callable[[Sharing], None], sharing: Sharing
) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, passcode="blue"))
    harm(sharing)
    with pytest.raises(NoSuchCopy):
        sharing.open(copy, passcode="blue")
    assert [one.is_damaged for one in sharing.copies.all(sharing.cookie)] == [False]
    assert sharing.open(copy, passcode="blue")["name"] == "Sam"


@pytest.mark.parametrize("harm", [damage, lose])
def test_a_copy_that_can_not_be_read_is_stopped_for_good(harm: Callable[[Sharing], None], sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, SAM)
    before = sharing.access.look(sharing.cookie)
    harm(sharing)
    sharing.copies.stop(sharing.cookie, copy.id, words="Please ask me.")
    assert sharing.copies.all(sharing.cookie) == ()
    Resealing(sharing.store, lambda: sharing.day).follow(before)
    with pytest.raises(CopyStopped) as caught:
        sharing.open(copy)
    assert caught.value.values == {"words": "Please ask me."}


@pytest.mark.parametrize("harm", [damage, lose])
def test_a_copy_whose_end_was_lost_from_the_disk_does_not_live_again(
    harm: Callable[[Sharing], None], sharing: Sharing
) -> None:
    copy = sharing.copies.make(sharing.cookie, SAM)
    before = sharing.access.look(sharing.cookie)
    sharing.copies.stop(sharing.cookie, copy.id)
    harm(sharing)
    Resealing(sharing.store, lambda: sharing.day).follow(before)
    with pytest.raises(CopyStopped):
        sharing.open(copy)


def avoid_names(sharing: Sharing, copy: Copy) -> list[str]:
    entries = sharing.open(copy)["plan"]["sections"].get("avoid", ())
    return [entry["content"]["name"] for entry in entries]


def test_who_is_put_under_avoid_does_not_read_it_in_their_copy(sharing: Sharing) -> None:
    known = canary("avoid", "name")
    dad = sharing.copies.make(sharing.cookie, replace(SAM, label="Dad", sections=("avoid", "coping")))
    sister = sharing.copies.make(sharing.cookie, replace(SAM, sections=("avoid", "coping")))
    for seq, name in enumerate(("D", "Da", "Dad"), 1):
        based_on = f"{'c' * 32}:{seq - 1}" if seq > 1 else None
        change = {"kind": "edit", "based_on": based_on} if based_on else {"kind": "add"}
        kind = str(change.pop("kind"))
        sharing.change(raw(kind, "avoid", 1001, seq=seq, outbox="c" * 32, content={"name": name}, **change))
        assert avoid_names(sharing, dad) in ([known], [])
    assert (avoid_names(sharing, dad), avoid_names(sharing, sister)) == ([], [known])
    (entry,) = [
        one.id for one in sharing.access.open(sharing.cookie).plan.shown("avoid") if one.now.content["name"] == "Dad"
    ]
    sharing.copies.leave(sharing.cookie, dad.id, [entry])
    sharing.restart()
    assert (avoid_names(sharing, dad), avoid_names(sharing, sister)) == ([known], [known])
    sharing.copies.answer_names(sharing.cookie, {sister.id: [entry]}, may_read=True)
    sharing.copies.answer_names(sharing.cookie, {dad.id: [entry]}, may_read=False)
    assert (avoid_names(sharing, dad), avoid_names(sharing, sister)) == ([known], [known, "Dad"])
    sharing.copies.change(sharing.cookie, dad.id, replace(SAM, label="Dad", sections=("avoid",)))
    assert avoid_names(sharing, dad) == [known]


def test_answers_about_a_copy_that_is_gone_change_nothing(sharing: Sharing) -> None:
    stays, gone = (sharing.copies.make(sharing.cookie, SAM) for _ in range(2))
    sharing.copies.stop(sharing.cookie, gone.id)
    sharing.copies.leave(sharing.cookie, gone.id, ["1" * 32])
    sharing.copies.answer_names(sharing.cookie, {gone.id: ["1" * 32]}, may_read=True)
    assert [one.copy for one in sharing.copies.all(sharing.cookie)] == [stays]


def test_numbers_of_the_reader_are_remembered_and_so_is_who_was_left_with_a_copy(sharing: Sharing) -> None:
    jo = {"name": "Jo", "phones": [{"number": "07700 900112", "for": ["call"]}]}
    sharing.change(raw("add", "contacts", 1001, seq=1, outbox="c" * 32, content=jo))
    copy = sharing.copies.make(sharing.cookie, replace(SAM, contact=entry_id(1001)))
    assert copy.terms.numbers == ("07700 900112",)
    sharing.copies.leave(sharing.cookie, copy.id, ["2" * 32])
    sharing.change(raw("delete", "contacts", 1001, seq=2, outbox="c" * 32, based_on=f"{'c' * 32}:1"))
    changed = sharing.copies.change(sharing.cookie, copy.id, replace(SAM, may_keep=False))
    assert (changed.terms.numbers, changed.terms.left) == (("07700 900112",), ("2" * 32,))


def test_nobody_without_the_plan_can_do_anything_with_its_copies(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, SAM)
    stranger = sharing.access.create().cookie
    owner_only = (
        lambda cookie: sharing.copies.change(cookie, copy.id, SAM),
        lambda cookie: sharing.copies.stop(cookie, copy.id),
        lambda cookie: sharing.copies.let_go_on(cookie, copy.id),
        lambda cookie: sharing.copies.link(cookie, copy.id, "https://plan.example.org"),
    )
    for act in owner_only:
        with pytest.raises(NoSuchCopy):
            act(stranger)
        with pytest.raises(NotAllowed):
            act(replace(sharing.cookie, key=stranger.key))
    assert sharing.open(copy)["name"] == "Sam"


def test_what_a_newer_version_settled_for_a_copy_stays(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, SAM)
    sharing.access.edit(
        sharing.cookie, lambda found: found.with_copies(*({**one, "colour": "blue"} for one in found.copies))
    )
    sharing.copies.change(sharing.cookie, copy.id, replace(SAM, label="Al"))
    assert sharing.access.look(sharing.cookie).copies[0]["colour"] == "blue"


def test_the_plan_itself_knows_nothing_of_its_copies(sharing: Sharing) -> None:
    sharing.copies.make(sharing.cookie, SAM)
    assert "copies" not in plan_as_json(sharing.access.open(sharing.cookie).plan)
    assert "my sister" not in repr(sharing.access.open(sharing.cookie))


def test_no_word_and_no_key_stands_in_any_file_after_copies_were_made_and_opened(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=EVERYTHING, passcode="blue canary-door"))
    sharing.open(copy, passcode="blue canary-door", keeping="ab" * 16)
    sharing.openings.flush()
    secrets = [b"canary", b"my sister", copy.key, copy.key.hex().encode(), b"ab" * 16]
    secrets.append(sharing.copies.link(sharing.cookie, copy.id, "").rpartition("#")[2].encode())
    files = [path for path in sharing.folder.rglob("*") if path.is_file()]
    assert len(files) > 4
    assert [(secret, path) for path in files for secret in secrets if secret in path.read_bytes()] == []


def test_a_copy_of_a_plan_that_is_deleted_meanwhile_leaves_nothing(sharing: Sharing) -> None:
    found = sharing.access.look(sharing.cookie)
    copy = sharing.copies.make(sharing.cookie, SAM)
    record = sharing.store.load_copy(copy.id)
    sharing.access.delete(sharing.cookie)
    with pytest.raises(NoSuchPlan):
        sharing.store.create_copy(record)
    assert found.record.plan_id == record.plan_id
    assert not list(sharing.folder.glob("copies/*/*/*"))


def test_without_a_day_given_the_servers_own_counts(sharing: Sharing) -> None:
    copies = Copies(sharing.access)
    assert copies.make(sharing.cookie, SAM).made >= "2026-01-01"

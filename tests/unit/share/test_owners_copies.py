"""Copies as their owner makes, changes and stops them, and how they follow the plan."""

from dataclasses import replace

import pytest

from pwa.plan.change import InvalidChange
from pwa.plan.limits import OverLimit
from pwa.share import link
from pwa.share.copies import MOST_COPIES
from pwa.share.refusals import CopyExpired, CopyStopped, NoSuchCopy, PasscodeWrong, TooManyCopies
from pwa.share.terms import Terms
from tests.copies import another_reader
from tests.unit.plan.making import raw
from tests.unit.share.conftest import Sharing
from tests.unit.share.making import ONLY_ME, SAM, adding, canary, words


def test_a_copy_is_read_with_nothing_but_its_link(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, SAM)
    address = sharing.copies.link(sharing.cookie, copy.id, "https://plan.example.org")
    found = link.parse(address)
    assert found == (copy.id, copy.key)
    header, content = another_reader.opened(found[1], sharing.fetch(copy))
    assert (header["kid"], content) == (copy.id, sharing.open(copy))
    assert content["day"] == "2026-11-25"
    assert canary("responses", "text") in words(content)
    assert ONLY_ME not in words(content)


def test_the_preview_is_what_they_will_see(sharing: Sharing) -> None:
    plan = sharing.access.open(sharing.cookie).plan
    assert sharing.copies.preview(plan, SAM) == sharing.open(sharing.copies.make(sharing.cookie, SAM))


def test_what_is_settled_is_there_again_after_a_restart_and_for_every_device(sharing: Sharing) -> None:
    code = sharing.access.make_recovery_code(sharing.cookie)
    made = sharing.copies.make(sharing.cookie, replace(SAM, passcode="Blue door", contact="1" * 32))
    sharing.restart()
    other = sharing.access.recover(code)
    (found,) = sharing.copies.all(other.cookie)
    assert found.copy == made
    assert (other.copies, made.made, found.days, found.phones, found.is_paused) == (1, "2026-11-25", (), 0, False)
    for secret in ("my sister", "Blue door"):
        assert secret not in repr(found)


def test_a_change_of_the_plan_reaches_the_copies_that_hold_it_and_no_others(sharing: Sharing) -> None:
    with_it = sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping",)))
    without = sharing.copies.make(sharing.cookie, replace(SAM, sections=("contacts",)))
    before = {copy.id: sharing.fetch(copy) for copy in (with_it, without)}
    sharing.day = "2026-11-26"
    sharing.change(adding("Green tea", 1))
    assert "Green tea" in words(sharing.open(with_it))
    assert sharing.open(with_it)["day"] == "2026-11-26"
    assert sharing.fetch(without) == before[without.id]
    revisions = [another_reader.opened(with_it.key, sealed)[0]["rev"] for sealed in (
        before[with_it.id], sharing.fetch(with_it))]  # fmt: skip
    assert revisions[0] < revisions[1]


def test_what_becomes_only_me_is_put_away_or_deleted_leaves_the_copy(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping",)))
    for seq, (text, how) in enumerate((("One", "only_me"), ("Two", "put_away"), ("Three", "delete")), 1):
        sharing.change(adding(text, 10 * seq))
        assert text in words(sharing.open(copy))
        more = {"on": True} if how == "only_me" else {"based_on": f"{'c' * 32}:{10 * seq}"}
        sharing.change(raw(how, "coping", 1000 + 10 * seq, seq=10 * seq + 1, outbox="c" * 32, **more))
        assert text not in words(sharing.open(copy))


def test_a_deleted_word_is_not_in_the_file_that_is_kept_as_the_previous_one(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping",)))
    sharing.change(adding("One", 1))
    sharing.change(raw("delete", "coping", 1001, seq=2, outbox="c" * 32, based_on=f"{'c' * 32}:1"))
    newest, previous = sorted(sharing.folder.glob("copies/*/*/*.json*"))
    assert newest.read_bytes() == previous.read_bytes()
    newest.write_bytes(b"damaged")
    assert "One" not in words(sharing.open(copy))


def test_the_terms_of_a_copy_can_change_and_its_link_stays(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=("coping", "contacts")))
    changed = sharing.copies.change(
        sharing.cookie, copy.id, Terms(label="Al", sections=("contacts",), name="S", may_keep=False)
    )
    assert (changed.id, changed.key) == (copy.id, copy.key)
    content = sharing.open(copy)
    assert (content["name"], content["sections"], content["until"], content["may_keep"]) == (
        "S",
        ["contacts"],
        None,
        False,
    )
    assert "canary-coping" not in words(content)
    assert [one.copy.terms.label for one in sharing.copies.all(sharing.cookie)] == ["Al"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"label": " "}, "missing"),
        ({"sections": ()}, "missing"),
        ({"sections": ("coping", "dreams")}, "unknown_section"),
        ({"sections": ("settings",)}, "unknown_section"),
        ({"until": "2026-02-30"}, "bad_day"),
        ({"contact": "../x"}, "bad_id"),
        ({"name": "x" * 2001}, "entry_too_long"),
    ],
)
def test_terms_that_make_no_copy_change_nothing(sharing: Sharing, change: dict[str, object], reason: str) -> None:
    copy = sharing.copies.make(sharing.cookie, SAM)
    for act in (
        lambda terms: sharing.copies.make(sharing.cookie, terms),
        lambda terms: sharing.copies.change(sharing.cookie, copy.id, terms),
    ):
        with pytest.raises((InvalidChange, OverLimit)) as caught:
            act(replace(SAM, **change))
        assert caught.value.reason == reason
    assert [one.copy for one in sharing.copies.all(sharing.cookie)] == [copy]


def test_sections_stand_in_the_tables_order_once(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, sections=("unsafe", "contacts", "unsafe")))
    assert copy.terms.sections == ("contacts", "unsafe")


def test_there_is_a_limit_to_copies(sharing: Sharing) -> None:
    for _ in range(MOST_COPIES):
        sharing.copies.make(sharing.cookie, replace(SAM, sections=("after",)))
    with pytest.raises(TooManyCopies):
        sharing.copies.make(sharing.cookie, SAM)
    assert len(sharing.copies.all(sharing.cookie)) == MOST_COPIES


def test_a_stopped_copy_never_opens_again(sharing: Sharing) -> None:
    stopped, other = (sharing.copies.make(sharing.cookie, SAM) for _ in range(2))
    sharing.copies.stop(sharing.cookie, stopped.id)
    for again in range(3):
        with pytest.raises(CopyStopped) as caught:
            sharing.open(stopped)
        assert caught.value.values == {"words": None}
        if again:
            sharing.change(adding("Green tea", again))
        else:
            sharing.restart()
    assert sharing.open(other)["name"] == "Sam"
    assert [one.copy for one in sharing.copies.all(sharing.cookie)] == [other]
    assert sharing.access.open(sharing.cookie).copies == 1


def test_a_stopped_copy_says_the_owners_words_to_those_who_had_the_link(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, SAM)
    sharing.copies.stop(sharing.cookie, copy.id, words="I changed \u202eit. Please ask me.")
    with pytest.raises(CopyStopped) as caught:
        sharing.open(copy)
    assert caught.value.values == {"words": "I changed it. Please ask me."}
    assert "changed" not in str(caught.value)
    for path in sharing.folder.rglob("*.json*"):
        assert b"changed" not in path.read_bytes()


def test_all_copies_can_be_stopped_at_once(sharing: Sharing) -> None:
    made = [sharing.copies.make(sharing.cookie, SAM) for _ in range(3)]
    sharing.copies.stop(sharing.cookie, *(copy.id for copy in made))
    for copy in made:
        with pytest.raises(CopyStopped):
            sharing.open(copy)
    assert sharing.copies.all(sharing.cookie) == ()


def test_a_copy_ends_with_its_last_day_and_can_be_prolonged(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, until="2026-11-26"))
    sharing.day = "2026-11-26"
    assert sharing.open(copy)["until"] == "2026-11-26"
    sharing.day = "2026-11-27"
    with pytest.raises(CopyExpired) as caught:
        sharing.open(copy)
    assert caught.value.values == {"ended": "2026-11-26"}
    assert [one.has_ended for one in sharing.copies.all(sharing.cookie)] == [True]
    assert sharing.copies.active(sharing.access.open(sharing.cookie).shared) == ()
    sharing.copies.change(sharing.cookie, copy.id, SAM)
    assert sharing.open(copy)["until"] == SAM.until


def test_deleting_a_plan_deletes_its_copies_and_their_counts(sharing: Sharing) -> None:
    copy = sharing.copies.make(sharing.cookie, replace(SAM, passcode="blue"))
    with pytest.raises(PasscodeWrong):
        sharing.open(copy, passcode="red")
    sharing.access.delete(sharing.cookie)
    with pytest.raises(NoSuchCopy):
        sharing.open(copy, passcode="blue")
    assert not [path for part in ("copies", "counters", "plans") for path in sharing.folder.glob(f"{part}/*/*/*")]

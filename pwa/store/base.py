"""Everything that must last, and what every store promises about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, Self

Extra = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Holder:
    """One thing that can open a plan: a device's cookie, a printed recovery code, a helper's cookie, an invitation.

    Args:
        id: 32 hex digits; for a recovery code or an invitation its locator.
        factors: which secrets the key pair is derived from, in order.
        public: the X25519 public half, 32 bytes.
        sealed_key: the plan key, sealed to ``public``.
        removal_hash: SHA-256 of the secret that proves to a device that it was removed; None for what has a locator.
        alone: with more than one factor, the public half of the first one alone, to which nothing is sealed: whoever
            shows the cookie is told that a PIN is asked for, and nobody else.
        salt: 16 bytes, and ``rounds``: how a device makes its factor of the PIN (PBKDF2-SHA256); none without a PIN.
        day: ``YYYY-MM-DD`` on which it was added; may be empty.
        is_kept: a recovery code whose owner said to have it; one of an older version counts as such.
        extra: keys that a newer version wrote; kept, not understood.
    """

    id: str
    kind: Literal["device", "recovery", "helper", "invite"]
    version: int = 1
    factors: tuple[str, ...] = ("cookie",)
    public: bytes
    sealed_key: bytes
    removal_hash: bytes | None = None
    alone: bytes = b""
    salt: bytes = b""
    rounds: int = 0
    day: str = ""
    is_kept: bool = True
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RemovedDevice:
    """What is left of a device that was taken off a plan: enough to tell it so, nothing that opens anything.

    Args:
        public: its X25519 public half, 32 bytes: only who has the private one is told.
        removal_hash: SHA-256 of the secret that the device was given when it was added.
        day: ``YYYY-MM-DD`` on which it was removed; may be empty.
    """

    id: str
    public: bytes
    removal_hash: bytes
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanRecord:
    """A sealed plan as it is kept; saved whole, so its words, acknowledged numbers and holders never part.

    Args:
        revision: counts up with each save, not always by one.
        schema: version of what is sealed.
        sealed: the plan and what was seen of each outbox, readable only with the plan key.
        copies: ids of the copies made of it.
        untold: ids of the devices that were not yet told that the plan had to be opened from its previous file.
        removed: devices that no longer open it.
        pictures: ids of the pictures in it.
        counted: what its owner agreed that an operator may count (``plan/counting.py``), readable without a key.
        notes: ids of the notes in it: each lies in a file of its own, which a save of something else does not touch.
    """

    plan_id: str
    revision: int
    schema: int
    sealed: bytes
    holders: tuple[Holder, ...]
    copies: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    removed: tuple[RemovedDevice, ...] = ()
    pictures: tuple[str, ...] = ()
    counted: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LoadedPlan:
    """A plan as it was found; ``restored_from_previous`` when its newest file was unreadable and was put aside."""

    record: PlanRecord
    restored_from_previous: bool


@dataclass(frozen=True, kw_only=True)
class CopyRecord:
    """A supporter's copy as it is kept.

    Args:
        made_from: the revision of the plan that it was last made from.
        mark: a keyed hash of all that it shows and asks; it is made again when the plan would give another one.
        sealed: the copy's content, readable only with the key in its link; empty once it was stopped.
        proof_hash: SHA-256 of the fetch proof.
        until: the last day (``YYYY-MM-DD``) on which it opens; empty: until it is stopped.
        passcode: salt (16 bytes) and scrypt hash of its passcode; empty when there is none.
        may_keep: a reader's phone may keep it.
        is_stopped: it never opens again.
        words: what the owner wants read once it was stopped, readable only with the fetch proof; may be empty.
        opened: the days (``YYYY-MM-DD``) on which it was opened.
        kept: a hash for each phone that keeps it.
    """

    copy_id: str
    plan_id: str
    revision: int
    made_from: int
    sealed: bytes
    proof_hash: bytes
    mark: bytes = b""
    until: str = ""
    passcode: bytes = b""
    may_keep: bool = True
    is_stopped: bool = False
    words: bytes = b""
    opened: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    extra: Extra = field(default_factory=dict)

    def stopped(self, words: bytes = b"") -> Self:
        """The same copy once it never opens again."""
        empty = replace(self, sealed=b"", mark=b"", passcode=b"", opened=(), kept=())
        return replace(empty, is_stopped=True, words=words)


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A permission that works once; ``expires_at`` in seconds since 1970.

    One that has the id of an invitation only says when that is over: it is taken by its locator.
    """

    id: str
    plan_id: str
    expires_at: float
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """A plan that was deleted for good: no backup may bring it back. Its devices are told so."""

    plan_id: str
    day: str
    devices: tuple[RemovedDevice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SealedFile:
    """A picture or a note as it is kept; ``sealed`` can be read only with the key that its plan holds."""

    id: str
    plan_id: str
    sealed: bytes = field(repr=False)


class NoteStore(Protocol):
    """Sealed notes by their ids: each comes and goes with a save of its plan."""

    def load(self, file_id: str) -> SealedFile:
        """Find a file of a plan that still exists; raises ``NoSuchPlan`` or ``Damaged``."""


class PictureStore(NoteStore, Protocol):
    """Sealed pictures by their ids: never changed, only kept, read and forgotten."""

    def of(self, plan_id: str) -> tuple[str, ...]:
        """The ids of all that is kept for a plan, whether the plan knows of it or not."""

    def create(self, file: SealedFile) -> None:
        """Keep a new picture; raises ``Conflict`` when its id is in use, ``NoSuchPlan`` when its plan was deleted."""

    def delete(self, plan_id: str, file_id: str) -> None:
        """Forget a picture; no error when there is none."""


class HistoryStore(Protocol):
    """The sealed histories of plans, by the ids of the plans; each goes with its plan."""

    def load(self, plan_id: str) -> bytes:
        """What is kept for a plan, empty when there is nothing; raises ``Damaged``."""

    def keep(self, plan_id: str, sealed: bytes, *, put_aside: bool = False) -> None:
        """Keep a plan's history in place of the one before; raises ``NoSuchPlan`` when the plan was deleted.

        ``put_aside`` keeps the one before as well, which could not be read.
        """


class PlanStore(Protocol):
    """The whole list of what must last. Blocking; safe to call from several threads.

    A method that changes something returns only after the change is on disk. ``Damaged``, ``StoreFailed`` and
    ``StoreFull`` may come from any of them.
    """

    @property
    def pictures(self) -> PictureStore:
        """The pictures of plans; they go with their plan."""

    @property
    def notes(self) -> NoteStore:
        """The notes of plans; they go with their plan."""

    @property
    def histories(self) -> HistoryStore:
        """What plans were before."""

    def open(self) -> Self:
        """Get ready; raises ``StoreBusy`` when another process uses the same data."""

    def close(self) -> None:
        """Let another process have the data."""

    def create(self, record: PlanRecord, notes: Sequence[SealedFile] = ()) -> None:
        """Keep a new plan and its notes; raises ``Conflict`` when its id is or was in use."""

    def load(self, plan_id: str) -> LoadedPlan:
        """Find a plan; raises ``NoSuchPlan``."""

    def save(self, record: PlanRecord, expected_revision: int, notes: Sequence[SealedFile] = ()) -> None:
        """Keep a plan whole in place of ``expected_revision``; raises ``Conflict`` or ``NoSuchPlan``.

        ``notes`` are those that it names and that are new. They are kept before it is; those that neither it nor the
        one in whose place it comes names are forgotten after it.
        """

    def delete(self, plan_id: str, day: str) -> None:
        """Delete a plan, its earlier and damaged files, its copies and locators, and remember the id as deleted.

        With a copy goes the counter that has the copy's id as its name.
        """

    def create_copy(self, record: CopyRecord) -> None:
        """Keep a new copy; raises ``Conflict`` when its id is in use, ``NoSuchPlan`` when its plan was deleted."""

    def load_copy(self, copy_id: str) -> CopyRecord:
        """Find a copy of a plan that still exists; raises ``NoSuchPlan``."""

    def copy_at_hand(self, copy_id: str) -> CopyRecord | None:
        """The same where it can be had without waiting, such as from memory; else None. Never an older one."""

    def save_copy(self, record: CopyRecord, expected_revision: int) -> None:
        """Keep a copy in place of ``expected_revision``; raises ``Conflict`` or ``NoSuchPlan``."""

    def mend_copy(self, record: CopyRecord) -> None:
        """Keep a copy in place of one that can't be read; raises ``Conflict`` when it can, or ``NoSuchPlan``."""

    def delete_copy(self, copy_id: str) -> None:
        """Forget a copy, and the counter of its name; no error when there is none."""

    def put_locator(self, locator: str, plan_id: str) -> None:
        """Let a plan be found by something that does not name it; raises ``Conflict`` when it leads elsewhere."""

    def find_locator(self, locator: str) -> str | None:
        """The id of the plan it leads to, or None."""

    def drop_locator(self, locator: str) -> None:
        """Forget a locator; no error when there is none."""

    def put_ticket(self, ticket: Ticket) -> None:
        """Keep a ticket; raises ``Conflict`` when its id is in use."""

    def take_ticket(self, ticket_id: str, now: float) -> Ticket | None:
        """The ticket, once; None when it was taken, has expired or never was."""

    def drop_tickets(self, now: float) -> None:
        """Forget every ticket that has expired, as nobody took it.

        Where one has the id of an invitation, that can be taken no more and leaves the plan's record, too.
        """

    def raise_counter(self, name: str, ceiling: int) -> int:
        """Count one up, on disk, before anything is compared; raises ``CeilingReached`` at the ceiling."""

    def raise_slowly(self, name: str, now: float, waits: Sequence[float]) -> int:
        """Count one up, on disk, before anything is compared; each one waits for the one before it.

        ``now`` is in seconds since 1970; ``waits`` are the seconds between the last count and the next, by how many
        there are, and the last of them holds from then on. Raises ``TooSoon``, and then nothing was counted. A clock
        that was put back waits the whole time again.
        """

    def lower_counter(self, name: str) -> None:
        """Give back one that was counted; never below nothing."""

    def read_counter(self, name: str) -> int:
        """How far a counter has come."""

    def clear_counter(self, name: str) -> None:
        """Start a counter at nothing again."""

    def deletions(self) -> Iterable[Deletion]:
        """Every plan that was deleted here."""

    def find_deletion(self, plan_id: str) -> Deletion | None:
        """What is known of a plan that was deleted here; None for every other id."""

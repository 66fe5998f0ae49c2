"""What one saved change costs beside a bare write of the same bytes; ``python -m tests.bench.save`` prints it.

A change is opened, unsealed, applied, sealed and saved. A bare write is write, fsync, rename and fsync of the folder.
Both are taken in turns in one run, with one plan and with many, so that a busy machine slows all of them alike.
"""

import itertools
import json
import os
import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from pwa.plan.change import Change
from pwa.plan.changes import parse_change
from pwa.plan.typed import plan_from_shorthand
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import Opened, PlanAccess

BUDGET = 2.5  # design.md, section 7
BUDGET_MANY_TO_ONE = 1.2
MANY = 100_000 if os.environ.get("POCKET_PLAN_BENCH_LONG") else 2_000
USUAL_PER_SECTION = 1  # makes a file of about 10 kB
ROUNDS = 400
STEADY = 1.25

_FULL = Path(__file__).parent.parent / "plans" / "full.en.json"
_REALLY_OPENED = 50


@dataclass
class Series:
    """The milliseconds of one way to keep plans, and of the bare writes taken in turns with it."""

    name: str
    file_bytes: int = 0
    changes: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(self.changes) / statistics.median(self.bare)

    def __str__(self) -> str:
        change, bare = statistics.median(self.changes), statistics.median(self.bare)
        return f"{self.name}, {self.file_bytes} bytes: {change:.2f} ms ÷ {bare:.2f} ms = {self.ratio:.2f}"


def measure(folder: Path, rounds: int = ROUNDS, many: int = MANY) -> tuple[Series, Series, Series]:
    """One usual plan, the same among many, and one large plan."""
    series = (Series("1 plan"), Series(f"{many} plans"), Series("1 large plan"))
    with ExitStack() as stack:
        turns = [
            stack.enter_context(Turns(folder / "one", 1, USUAL_PER_SECTION)),
            stack.enter_context(Turns(folder / "many", many, USUAL_PER_SECTION)),
            stack.enter_context(Turns(folder / "large", 1, None)),
        ]
        for _ in range(rounds):
            # In a new order each round: what went before leaves its mark on the disk's journal.
            for one, turn in random.sample(list(zip(series, turns, strict=True)), k=len(series)):
                change, bare, one.file_bytes = turn.take()
                one.changes.append(change * 1000)
                one.bare.append(bare * 1000)
    return series


class Turns:
    """A store full of plans, of which some are changed and written bare in turns."""

    def __init__(self, folder: Path, plans: int, per_section: int | None) -> None:
        self._store = TinyDBStore(folder)
        self._folder, self._plans, self._per_section = folder, plans, per_section

    def __enter__(self) -> "Turns":
        access = self._access = PlanAccess(self._store.open())
        opened = [access.create(_changes(self._per_section)) for _ in range(min(self._plans, _REALLY_OPENED))]
        record = self._store.load(opened[0].plan.id).record
        for _ in range(self._plans - len(opened)):
            self._store.create(replace(record, plan_id=secrets.token_hex(16)))
        self._revisions = {one.plan.id: one.revision for one in opened}
        self._steps = [(one, _moves(one)) for one in opened]
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def take(self) -> tuple[float, float, int]:
        opened, moves = random.choice(self._steps)
        change = next(moves)
        start = time.perf_counter()
        saved, _ = self._access.change(opened.cookie, [change])
        middle = time.perf_counter()
        assert saved.revision > self._revisions[opened.plan.id], "nothing was saved: the change changed nothing"
        self._revisions[opened.plan.id] = saved.revision
        path = Path(self._store._plans._path(opened.plan.id))
        content = path.read_bytes()
        before = time.perf_counter()
        _write_bare(str(path.with_suffix(".bare")), content)
        return middle - start, time.perf_counter() - before, len(content)


def _write_bare(path: str, content: bytes) -> None:
    new = f"{path}.new"
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(descriptor, content)
    os.fsync(descriptor)
    os.close(descriptor)
    os.replace(new, path)
    descriptor = os.open(os.path.dirname(path), os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _changes(per_section: int | None) -> list[Change]:
    full = json.loads(_FULL.read_text("utf-8"))
    # All steps stay: the change that is measured moves one of them.
    kept = {
        name: part[:per_section] if isinstance(part, list) and name != "coping" else part for name, part in full.items()
    }
    return plan_from_shorthand(kept, day="2026-01-31")


def _moves(opened: Opened) -> Iterator[Change]:
    """Steps moved to the top, one after the other: every change is real, and the plan does not grow."""
    outbox, steps = secrets.token_hex(16), opened.plan.entries("coping")
    for seq in itertools.count(1):
        yield parse_change(
            {"kind": "move", "section": "coping", "entry": steps[-seq % len(steps)].id, "after": None,
             "revision": f"{outbox}:{seq}"}
        )  # fmt: skip


def report(one: Series, many: Series, large: Series) -> str:
    """The figures, and whether they can be trusted: bare writes of these sizes cost the same when all is well."""
    bare = [statistics.median(series.bare) for series in (one, many, large)]
    steady = max(bare) / min(bare)
    lines = [
        *map(str, (one, many, large)),
        f"budget {BUDGET}; many ÷ one = {many.ratio / one.ratio:.2f}, budget {BUDGET_MANY_TO_ONE}",
    ]
    lines += [
        f"OVER BUDGET: {name} {figure:.2f} > {budget}"
        for name, figure, budget in (
            (one.name, one.ratio, BUDGET),
            (many.name, many.ratio, BUDGET),
            (large.name, large.ratio, BUDGET),
            ("many ÷ one", many.ratio / one.ratio, BUDGET_MANY_TO_ONE),
        )
        if figure > budget
    ]
    if steady > STEADY:
        lines.append(f"disturbed: the bare writes differ by {steady:.2f}; a slow one makes its ratio look better")
    return "\n".join(lines)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        print(report(*measure(Path(temporary))))

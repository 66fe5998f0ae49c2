"""Invented bytes for what reads bytes from outside: ``python -m tests.faults.fuzz_readers <reader> <seconds>``.

Whatever comes, a reader returns, or raises an error of our own; else the process ends with its place and input.
A process of its own, as Atheris ends the one it runs in.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["pwa"]):
    from pwa.errors import PocketPlanError
    from pwa.plan.bringing_in import How, brought_in
    from pwa.plan.changes import parse_change
    from pwa.plan.model import Plan
    from pwa.plan.pictures import as_kept
    from pwa.plan.plan_file import plan_as_file, read_plan_file
    from pwa.plan.stored import plan_as_stored, read_plan
    from pwa.share import base64url, link
    from pwa.share.sealing import open_copy, read_payload, seal_copy
    from pwa.store.archive import Writer, look_through, plans_in
    from pwa.store.records import plan_as_document, read_copy_record, read_plan_record, read_ticket, ticket_as_document
    from pwa.store.safe_storage import UnreadableError, decode, encode
    from pwa.store.sealed_files import NOTES, file_as_document, read_file
    from pwa.store.shelf import document_in
    from pwa.vault.cookies import parse_cookie
    from pwa.vault.recovery import RecoveryCode, parse_code
    from pwa.vault.sealing import UnsealError

from pwa.store.archive import KeptPlan
from pwa.store.base import SealedFile, Ticket
from pwa.store.records import copy_as_document
from tests.pictures import small, small_jpeg
from tests.store.sealed import copy_record, plan_record

OURS = (PocketPlanError, UnreadableError, UnsealError)
CHANGES = Path(__file__).parents[1] / "changes"
KEY = bytes(range(32))
COPY_ID = "A" * 22
ODD = (None, True, 0, -1, 2**70, 1.5, "", "x", "\ud800", "\x00", [], {}, [[]], {"": ""}, "2026-02-31", "9" * 400)

Data = Any  # atheris.FuzzedDataProvider


def changes() -> list[Any]:
    """Every change of the shared cases."""
    found: list[Any] = []

    def look(value: Any) -> None:
        if isinstance(value, dict):
            found.extend([value] if {"kind", "section"} <= value.keys() else [])
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    for path in sorted(CHANGES.glob("*.json")):
        look(json.loads(path.read_text("utf-8")))
    return found


def bent(data: Data, seed: Any) -> Any:
    """A JSON value with something else at some of its places."""
    value = json.loads(json.dumps(seed))
    for _ in range(data.ConsumeIntInRange(1, 4)):
        if not isinstance(value, dict | list) or not value:
            return odd(data)
        place: Any = value
        while True:
            keys = [*place] if isinstance(place, dict) else [*range(len(place))]
            key = keys[data.ConsumeIntInRange(0, len(keys) - 1)]
            if not isinstance(place[key], dict | list) or not place[key] or data.ConsumeBool():
                break
            place = place[key]
        if isinstance(place, dict) and data.ConsumeIntInRange(0, 3) == 0:
            place[data.ConsumeUnicode(8)] = place.pop(key)
        else:
            place[key] = odd(data)
    return value


def odd(data: Data) -> Any:
    if data.ConsumeBool():
        return deepcopy(ODD[data.ConsumeIntInRange(0, len(ODD) - 1)])
    return data.ConsumeUnicode(data.ConsumeIntInRange(0, 60))


def bent_bytes(data: Data, seed: bytes) -> bytes:
    """Bytes with some of them changed, cut off, or others put in."""
    content = bytearray(seed)
    for _ in range(data.ConsumeIntInRange(0, 6)):
        at = data.ConsumeIntInRange(0, max(len(content) - 1, 0))
        content[at : at + data.ConsumeIntInRange(0, 4)] = data.ConsumeBytes(data.ConsumeIntInRange(0, 6))
    return bytes(content)


def change_reader() -> Callable[[Data], None]:
    seeds = changes()
    assert len(seeds) > 100

    def read(data: Data) -> None:
        raw = bent(data, seeds[data.ConsumeIntInRange(0, len(seeds) - 1)])
        with suppress(PocketPlanError):
            parse_change(raw)

    return read


def plan_reader() -> Callable[[Data], None]:
    from tests.unit.share.making import plan_of_canaries

    seed = plan_as_stored(plan_of_canaries())
    names = sorted(seed["sections"])

    def read(data: Data) -> None:
        """What is stored was sealed by us; an entry that can't be read is kept as it is."""
        name = names[data.ConsumeIntInRange(0, len(names) - 1)]
        section = bent(data, seed["sections"][name])
        with suppress(PocketPlanError):
            plan = read_plan({**seed, "sections": {name: section if isinstance(section, list) else [section]}})
            assert all(isinstance(entry.tries, tuple) for entry in plan.entries(name))

    return read


def file_reader() -> Callable[[Data], None]:
    from tests.unit.share.making import plan_of_canaries

    seed = plan_as_file(plan_of_canaries(), "2026-11-29")
    names = sorted(seed["sections"])
    raw = json.dumps(seed).encode()

    def read(data: Data) -> None:
        name = names[data.ConsumeIntInRange(0, len(names) - 1)]
        one = {**seed, "sections": {name: bent(data, seed["sections"][name])}}
        for content in (json.dumps(one).encode(), json.dumps(bent(data, seed)).encode(), bent_bytes(data, raw)):
            with suppress(PocketPlanError):
                brought_in(Plan(id="2" * 32), read_plan_file(content), How.JOIN, "e" * 32)

    return read


def copy_reader() -> Callable[[Data], None]:
    sealed = seal_copy(KEY, COPY_ID, 3, {"plan": {"sections": {}}})

    def read(data: Data) -> None:
        text = bent_bytes(data, sealed.encode()).decode("latin-1")
        for act in (
            lambda: open_copy(KEY, COPY_ID, text),
            lambda: read_payload(data.ConsumeBytes(200)),
            lambda: link.parse(f"https://x.example/s/{text}#{data.ConsumeUnicode(60)}"),
            lambda: base64url.decode_exactly(data.ConsumeUnicode(60), 32),
        ):
            with suppress(UnsealError):
                act()

    return read


def envelope_reader() -> Callable[[Data], None]:
    documents = [plan_as_document(plan_record(notes=("n",))), copy_as_document(copy_record())]
    documents.append(ticket_as_document(Ticket(id="x", plan_id="y", expires_at=1.0)))
    documents.append(file_as_document(NOTES, SealedFile(id="n", plan_id="y", sealed=b"sealed")))
    readers = (read_plan_record, read_copy_record, read_ticket, partial(read_file, NOTES))

    def read(data: Data) -> None:
        which = data.ConsumeIntInRange(0, 3)
        content = encode({"kept": {"1": documents[which]}})
        with suppress(*OURS):
            document_in(decode(bent_bytes(data, content)))
        with suppress(*OURS):
            found = document_in(decode(signed(data.ConsumeBytes(80))))
            readers[which](found or {})
        with suppress(*OURS):
            readers[which](bent(data, documents[which]))

    return read


def signed(body: bytes) -> bytes:
    """Any bytes with the checksum that they should have."""
    head, _, _ = encode({}).partition(b"\n")
    version = head.partition(b" ")[0]
    return version + b" " + sha256(version + b"\n" + body).hexdigest().encode() + b"\n" + body


def code_reader() -> Callable[[Data], None]:
    seed = RecoveryCode(form="digits", chosen="0123456789" * 3 + "012345").text()

    def read(data: Data) -> None:
        with suppress(PocketPlanError):
            parse_code(bent_bytes(data, seed.encode()).decode("utf-8", "replace"))
        with suppress(PocketPlanError):
            parse_code(data.ConsumeUnicode(400))
        parse_cookie(data.ConsumeUnicode(160))

    return read


def archive_reader() -> Callable[[Data], None]:
    folder = Path(tempfile.mkdtemp())
    seed = folder / "seed"
    plan = plan_as_document(plan_record(notes=("n",)))
    note = file_as_document(NOTES, SealedFile(id="n", plan_id=plan["plan_id"], sealed=b"sealed"))
    with seed.open("wb") as file:
        writer = Writer(file)
        copy = copy_as_document(copy_record(plan_id=plan["plan_id"]))
        writer.add(KeptPlan(plan=plan, copies=(copy,), notes=(note,)))
        writer.end(deleted=[{"plan_id": "x", "day": "", "devices": []}], day="2026-12-01")
    whole, path = seed.read_bytes(), folder / "bent"

    def read(data: Data) -> None:
        path.write_bytes(bent_bytes(data, whole))
        with suppress(PocketPlanError):
            look_through(path)
            list(plans_in(path))

    return read


def picture_reader() -> Callable[[Data], None]:
    seeds = [small(), small_jpeg()]

    def read(data: Data) -> None:
        with suppress(PocketPlanError):
            as_kept(bent_bytes(data, seeds[data.ConsumeIntInRange(0, 1)]))

    return read


READERS: dict[str, Callable[[], Callable[[Data], None]]] = {
    "change": change_reader,
    "plan": plan_reader,
    "copy": copy_reader,
    "file": file_reader,
    "envelope": envelope_reader,
    "code": code_reader,
    "archive": archive_reader,
    "picture": picture_reader,
}


def main(name: str, seconds: str) -> None:
    read, until, runs = READERS[name](), time.monotonic() + float(seconds), 0

    def one(content: bytes) -> None:
        nonlocal runs
        runs += 1
        read(atheris.FuzzedDataProvider(content))
        if time.monotonic() > until:
            print(f"runs: {runs}", flush=True)
            os._exit(0)

    begin = random.Random(7).randbytes(2_000)  # so that the first inputs reach far already
    corpus = Path(tempfile.mkdtemp())
    for number in range(0, 2_000, 200):
        (corpus / str(number)).write_bytes(begin[number:] * 2)
    atheris.Setup([sys.argv[0], "-max_len=4096", f"-artifact_prefix={corpus}/", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Save plans with copies again and again beside a backup: ``python -m tests.store.saving <folder> <saves>``.

It makes three plans with a copy each, prints their cookies and the copies' links, then saves each in turn; ``<n>`` is
what a plan says after the n-th save. A process of its own, as a server is one.
"""

import json
import sys
from pathlib import Path

from pwa.share import base64url
from pwa.share.copies import Copies
from pwa.share.terms import Terms
from pwa.store.tinydb_store import TinyDBStore
from pwa.vault.access import PlanAccess
from tests.store import diary

PLANS = 3


def save(folder: Path, saves: int) -> None:
    with TinyDBStore(folder) as store:
        access = PlanAccess(store)
        copies = Copies(access)
        opened = [access.create([diary.step("0")]) for _ in range(PLANS)]
        made = [copies.make(one.cookie, Terms(label="x", sections=("coping",))) for one in opened]
        told = [
            {"cookie": one.cookie.text(), "copy": copy.id, "key": base64url.encode(copy.key)}
            for one, copy in zip(opened, made, strict=True)
        ]
        print(json.dumps(told), flush=True)
        for number in range(1, saves // PLANS + 1):
            for place, one in enumerate(opened):
                opened[place], _ = access.change(one.cookie, diary.turn(access.open(one.cookie), str(number)))
            print(number, flush=True)


if __name__ == "__main__":
    save(Path(sys.argv[1]), int(sys.argv[2]))

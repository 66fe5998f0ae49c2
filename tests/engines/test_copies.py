"""The whole way of a copy in both engines: made, scanned, read, kept, read without a server, renewed, stopped."""

import re
import time
from collections.abc import Callable

import pytest

from tests.conftest import Holder, Server
from tests.engines.conftest import NewPhone
from tests.engines.first_use import STEPS
from tests.engines.phone import ENGINES, Phone
from tests.engines.test_no_signal import dies

NEW, SHARED = "Feed the ducks", "A plan, shared with you"
STOPPED = "This copy is no longer available."


@pytest.fixture
def holder(phone: Phone, server: Server, make_plan: Callable[..., Holder]) -> Holder:
    """A plan with a person and two steps, which the phone shows."""
    holder = make_plan(server)
    holder.add("contacts", name="My sister", phones=[{"number": "07700 900112", "for": ["call"]}])
    for step in STEPS:
        holder.add("coping", text=step)
    phone.take(holder)
    return holder


@pytest.mark.parametrize("engine", ENGINES)
def test_copy_is_made_read_kept_renewed_and_stopped(
    phone: Phone, server: Server, holder: Holder, new_phone: NewPhone
) -> None:
    path = _made(phone, holder, server)
    reader = new_phone(server)
    reader.forgive("410")
    reader.open(path)
    reader.sees(SHARED, *STEPS)
    assert path.partition("#")[2] not in str(reader.run("return location.href + document.title"))
    reader.run("location.reload()")
    reader.sees(SHARED, *STEPS)
    reader.tap("Keep on this phone")
    reader.sees("Kept on this phone. It opens without a connection.")

    dies(server, reader)
    reader.close()
    reader.open(path.partition("#")[0])
    reader.sees(SHARED, *STEPS)

    server.start()
    holder.add("coping", text=NEW)
    reader.close()
    reader.open(path.partition("#")[0])
    reader.sees(SHARED, NEW)

    stopped_at = _stop(phone, holder)
    reader.close()
    reader.open(path.partition("#")[0])
    reader.sees(STOPPED)
    print(f"\nfrom the stop to the first opening that failed: {time.monotonic() - stopped_at:.1f} s")
    assert NEW not in reader.words()
    reader.open("/s/")
    reader.sees("Nothing that was shared with you is kept on this phone.")


def _made(owner: Phone, holder: Holder, server: Server) -> str:
    """Make a copy as it stands for the sister; its address as the code has it."""
    owner.open(f"/en/{holder.slot}/share")
    owner.tap("My sister")
    owner.tap("Make the copy")
    owner.sees("The code for My sister")
    (address,) = re.findall(rf"{re.escape(server.url)}(/s/\S+#\S+)", owner.words())
    return str(address)


def _stop(owner: Phone, holder: Holder) -> float:
    owner.forgive("Failed to load resource", "WebSocket", "ERR_", "Could not connect")
    owner.open(f"/en/{holder.slot}/share")
    owner.tap("Stop it: My sister")
    owner.tap("Stop it now")
    owner.sees("Stopped.")
    return time.monotonic()

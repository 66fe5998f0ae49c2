"""The command line: ``pocket-plan`` starts the server, and looks after what it keeps."""

import io
import os
import socket
import ssl
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click
import qrcode
from pydantic import ValidationError

from pwa.api.reports import log_without_content, report
from pwa.errors import PocketPlanError
from pwa.settings import Settings
from pwa.store.backup import BackedUp, back_up
from pwa.store.check import check as look_at
from pwa.store.errors import StoreFailed
from pwa.store.stats import stats as count
from pwa.store.taking_in import Spool, TakenIn
from pwa.store.tinydb_store import TinyDBStore

_ON_A_PHONE = "A phone needs an address that starts with https: see “On your phone” in the README."
_SHUTDOWN_SECONDS = 3


class _ServeByDefault(click.Group):
    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["serve", *args]
        return super().parse_args(context, args)


@click.group(cls=_ServeByDefault)
def main() -> None:
    """Pocket Plan: a crisis and safety plan that its owner keeps, reads and shares."""


@main.command()
@click.option("--host", help="Address to listen on.  [127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.  [8080]")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the plans.  [~/.local/share/pocket-plan]")
@click.option("--base-url", help="The address that people open, when it is another one.")
@click.option("--tls-cert", type=click.Path(path_type=Path), help="Certificate file, to speak https.")
@click.option("--tls-key", type=click.Path(path_type=Path), help="Key file of the certificate.")
@click.option("--development", is_flag=True, default=None, help="Also the gallery and the pseudo-languages.")
def serve(**given: Any) -> None:
    """Start the server (what happens without a command, too).

    Every option can also be set in the environment, such as POCKET_PLAN_PORT.
    """
    with _saying_what_went_wrong("The server could not start"):
        settings = _settings(given)
        with closing(_opened(settings)) as store:
            _run(settings, store)


_DATA = click.option("--data", type=click.Path(path_type=Path), help="Folder of the plans.")
_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@main.command()
@_FILE
@_DATA
def backup(file: Path, **given: Any) -> None:
    """Write all plans, sealed as they are, into one new FILE; also while the server runs."""
    with _saying_what_went_wrong():
        done = back_up(_settings(given).folder, file, datetime.now(UTC).date().isoformat())
        _tell(done, bad=("unreadable",))


@main.command()
@_FILE
@_DATA
@click.option("--older", is_flag=True, help="Also in place of plans that are newer. What was saved since is lost.")
def restore(file: Path, older: bool, **given: Any) -> None:
    """Bring plans back from a backup FILE; also while the server runs.

    A newer plan stays as it is, what was deleted stays deleted, a copy that was stopped stays stopped.
    """
    with _saying_what_went_wrong():
        done = Spool(_settings(given).folder).restore(file, older=older)
        _tell(done, bad=("closed", "damaged", "failed"))


@main.command()
@_DATA
def check(**given: Any) -> None:
    """Read every file of the data folder and say what is wrong; also while the server runs, and changing nothing."""
    with _saying_what_went_wrong():
        found = look_at(_settings(given).folder)
        click.echo(", ".join(f"{count} {name}" for name, count in found.counts.items()))
        for problem in found.problems:
            click.echo(problem)
        click.echo(f"{len(found.problems)} problems" if found.problems else "No problems.")
        sys.exit(1 if found.problems else 0)


@main.command()
@_DATA
def stats(**given: Any) -> None:
    """Say how many plans are alive, of those whose owners agreed to be counted: ten or more, or nothing."""
    with _saying_what_went_wrong():
        for sentence in count(_settings(given).folder, datetime.now(UTC).date()):
            click.echo(sentence)


_TOLD = {
    "plans": "{} plans are in the backup.",
    "copies": "{} copies for others are in it.",
    "deleted": "{} deleted plans are noted and stay deleted.",
    "unreadable": "{} files can't be read and are not in it: pocket-plan check names them.",
    "restored": "{} plans were restored.",
    "same": "{} are the same here already.",
    "newer": "{} are newer here and stay as they are: --older would put the ones of the backup in their place.",
    "closed": "{} stay as they are: nobody who may open them now could open the ones of the backup.",
    "damaged": "{} can't be read in the backup.",
    "failed": "{} could not be written.",
}


def _tell(done: BackedUp | TakenIn, bad: tuple[str, ...]) -> None:
    """Print what was done; with something bad among it the command ends as one that failed."""
    counts = asdict(done)
    for name, sentence in _TOLD.items():
        if counts.get(name) or (name in ("plans", "restored") and name in counts):
            click.echo(sentence.format(counts[name]))
    if any(counts[name] for name in bad):
        sys.exit(1)


def _settings(given: Mapping[str, Any]) -> Settings:
    return Settings(**{name: value for name, value in given.items() if value is not None})


@contextmanager
def _saying_what_went_wrong(failed: str = "This could not be done") -> Iterator[None]:
    os.umask(0o077)  # whatever is written is for this account alone
    log_without_content()
    try:
        yield
    except PocketPlanError as error:
        _end(error.advice)
    except ValidationError as error:
        _end("\n".join(f"{_name(wrong['loc'])}: {_reason(wrong['msg'])}" for wrong in error.errors()))
    except ssl.SSLError:
        _end("The certificate can't be used. Look at POCKET_PLAN_TLS_CERT and POCKET_PLAN_TLS_KEY.")
    except OSError as error:
        _end(f"{failed}: {error.strerror or type(error).__name__}.")
    except Exception as error:
        _end(f"Something went wrong. Its number in the log is {report(error)}.")


def _opened(settings: Settings) -> TinyDBStore:
    try:
        return TinyDBStore(settings.folder).open()
    except StoreFailed:
        _end(f"The data folder {settings.folder} can't be used. Choose another with --data.")


def _run(settings: Settings, store: TinyDBStore) -> None:
    # Here, since most of a start is reading them, and an operator's other commands need none of it.
    import uvicorn

    from pwa.app import build

    config = uvicorn.Config(
        build(settings, store),
        log_config=None,
        log_level="warning",
        access_log=False,  # an address can hold a slot
        server_header=False,
        ws_max_size=1_000_000,  # as much as the same message could have without a web socket
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
    )
    config.load()  # reads the certificate
    with _listen(settings) as listening:
        _welcome(settings.address(listening.getsockname()[1]))
        uvicorn.Server(config).run(sockets=[listening])


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        _end(f"Port {settings.port} at {settings.host} can't be used: {error.strerror}. Choose another with --port.")


def _welcome(address: str) -> None:
    click.echo(f"Pocket Plan is at {address}")
    if not address.startswith("https://"):
        click.echo(_ON_A_PHONE)
        return
    code = qrcode.QRCode()
    code.add_data(address)
    drawing = io.StringIO()
    code.print_ascii(out=drawing, invert=True)
    click.echo(drawing.getvalue().encode(sys.stdout.encoding, "replace"))


def _name(place: tuple[int | str, ...]) -> str:
    return f"POCKET_PLAN_{'_'.join(str(part) for part in place).upper()}"


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")


def _end(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()

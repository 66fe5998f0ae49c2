"""Servers that are forked from one process which has imported the program and read its files: most of a start.

``python -m tests.forks`` reads one JSON object a line, ``{"arguments", "environment", "folder", "output"}``, forks a
process for it that runs ``pocket-plan`` with these arguments, and prints its number.
"""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pwa import i18n
from pwa.__main__ import main
from pwa.api.assets import Assets

_ROOT = Path(__file__).parent.parent


class Forked:
    """A process that is nobody's child here: what ``subprocess.Popen`` says of one, without how it ended."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = -1  # it has ended already

    def __del__(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)

    def send_signal(self, sent: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, sent)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        """None while it runs."""
        return 0 if self._ends_within(0) else None

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not after ``timeout`` seconds.
        """
        if not self._ends_within(timeout):
            raise subprocess.TimeoutExpired("pocket-plan", timeout or 0)
        return 0

    def _ends_within(self, seconds: float | None) -> bool:
        return self._handle < 0 or bool(select.select([self._handle], [], [], seconds)[0])


@dataclass
class Forks:
    """The process that forks, started when it is first needed."""

    _parent: "subprocess.Popen[str] | None" = None

    def start(self, arguments: list[str], *, environment: Mapping[str, str], folder: Path, output: Path) -> Forked:
        """Run ``pocket-plan`` with these arguments, in a folder; what it prints is added to a file."""
        if self._parent is None:
            self._parent = subprocess.Popen(
                [sys.executable, "-m", "tests.forks"],
                cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        assert self._parent.stdin
        assert self._parent.stdout
        asked = {"arguments": arguments, "environment": {**environment}, "folder": str(folder), "output": str(output)}
        self._parent.stdin.write(json.dumps(asked) + "\n")
        self._parent.stdin.flush()
        return Forked(int(self._parent.stdout.readline()))

    def end(self) -> None:
        """End the process that forks; those that it forked go on."""
        if self._parent:
            self._parent.communicate(timeout=10)


def _run(asked: dict[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    tempfile.tempdir = None
    main(asked["arguments"], standalone_mode=False)


def _serve() -> None:
    import_module("pwa.app")
    for pseudo in (True, False):
        i18n.load(pseudo=pseudo)
    Assets()  # reads the templates
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them, and none stays as a zombie
    for line in sys.stdin:
        if pid := os.fork():
            print(pid, flush=True)
            continue
        try:
            _run(json.loads(line))
        except SystemExit:
            pass
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(0)


if __name__ == "__main__":
    _serve()

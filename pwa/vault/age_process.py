"""Seals or opens with a passphrase, in a process of its own: ``python age_process.py seal`` or ``open``.

pyrage keeps Python's lock for the seconds that its scrypt takes: in a thread every other page would stand still. And
the half gigabyte that scrypt fills goes back to the system with the process. It knows nothing of ``pwa``.

In: the passphrase as a line of JSON, then the content. Out: the result; ``REFUSED`` is the exit code where age can't.
"""

import json
import sys

import pyrage

REFUSED = 3


def main() -> int:
    """Do what the one argument says."""
    source = sys.stdin.buffer
    passphrase, content = json.loads(source.readline()), source.read()
    do = {"seal": pyrage.passphrase.encrypt, "open": pyrage.passphrase.decrypt}[sys.argv[1]]
    try:
        sys.stdout.buffer.write(do(content, passphrase))
    except (pyrage.DecryptError, pyrage.EncryptError):
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Whatever bytes come from outside, a reader returns or raises an error of our own."""

import importlib.util
import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SECONDS = int(os.environ.get("POCKET_PLAN_FUZZ_SECONDS", "16"))
READERS = ("change", "plan", "copy", "file", "envelope", "code", "archive", "picture")


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="Atheris is made for x86_64 alone")
@pytest.mark.parametrize("reader", READERS)
def test_no_bytes_from_outside_break_a_reader(reader, tmp_path):
    command = [sys.executable, "-m", "tests.faults.fuzz_readers", reader, str(max(SECONDS // len(READERS), 1))]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS + 120)
    assert done.returncode == 0, done.stderr[-3_000:]
    runs = re.search(r"^runs: (\d+)$", done.stdout, re.MULTILINE)
    assert runs
    assert int(runs[1]) > 100

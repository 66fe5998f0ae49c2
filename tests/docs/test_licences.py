"""What others wrote goes out with their licence, and as they wrote it."""

import hashlib
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
IDB = ROOT / "pwa/pocket/idb.js"


def test_the_licence_of_idb_goes_out_with_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    shipped = {path for pattern in project["license-files"] for path in ROOT.glob(pattern)}
    licence = IDB.with_suffix(".licence")
    assert licence in shipped
    assert "ISC License" in licence.read_text("utf-8")
    assert "Jake Archibald" in licence.read_text("utf-8")


def test_idb_is_unchanged() -> None:
    stated = re.search("SHA-256 ([0-9a-f]{64})", IDB.with_suffix(".licence").read_text("utf-8"))
    assert stated
    assert hashlib.sha256(IDB.read_bytes()).hexdigest() == stated[1]

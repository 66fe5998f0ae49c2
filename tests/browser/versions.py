"""A second version of the whole program: a copy that differs, served in the place of the first."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import ROOT, Server

_PACKAGES = ("pwa", "components", "locales")
_STYLE = "pwa/pocket/pocket.css"


def make_version(place: Path, changed: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Copy the program to a folder; ``changed`` names by file what is replaced, and a style differs always."""
    for package in _PACKAGES:
        shutil.copytree(ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    style = place / _STYLE
    style.write_text(f"{style.read_text('utf-8')}\n/* the next version */\n", "utf-8")
    for name, (old, new) in (changed or {}).items():
        text = (place / name).read_text("utf-8")
        assert text.count(old) == 1, name
        (place / name).write_text(text.replace(old, new), "utf-8")
    return place


def serve(server: Server, version: Path | None = None) -> None:
    """Start the server again on the same port and plans, with the program of a folder, or with our own."""
    server.stop()
    server.environment.pop("PYTHONPATH", None)
    if version is not None:
        server.environment["PYTHONPATH"] = str(version)
    server.start()

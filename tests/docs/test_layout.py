"""The top level holds what was agreed, and nothing else."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
AGREED = {"pwa", "components", "locales", "tests", "pyproject.toml", "README.md", "LICENSE"}
MADE_WHILE_WORKING = {"build", "dist", "data"}  # left by a build, or by a server that was run here


def test_the_top_level_holds_nothing_but_the_agreed_names() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names >= AGREED
    assert names - AGREED - MADE_WHILE_WORKING == set()


def test_the_licence_is_the_one_the_project_declares() -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'license = "AGPL-3.0-or-later"' in declared
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_checks_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash")

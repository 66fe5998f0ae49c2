"""The README can be trusted: its commands have one shape, and what it names exists."""

import re
import tomllib
from pathlib import Path

import pytest

from pwa.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```", "", README, flags=re.DOTALL | re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OUR_FOLDERS = ("pwa/", "components/", "locales/", "tests/", ".ci/")


def section(heading: str) -> str:
    """The text under one ``##`` heading, up to the next."""
    found: list[str] = re.findall(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", README, flags=re.DOTALL | re.MULTILINE
    )
    assert len(found) == 1, f"{heading!r} stands {len(found)} times in the README"
    return found[0]


@pytest.mark.parametrize("heading", ["Run", "Test"])
def test_run_and_test_are_one_command_line_each(heading: str) -> None:
    blocks = re.findall(r"^```\w*\n(.*?)^```", section(heading), flags=re.DOTALL | re.MULTILINE)
    assert len(blocks) == 1
    assert len(blocks[0].splitlines()) == 1


@pytest.mark.parametrize("heading", ["Run", "Test"])
def test_commands_use_debians_own_python_and_need_no_sudo_for_root(heading: str) -> None:
    line = section(heading)
    assert "/usr/bin/python3 -m venv .venv" in line
    assert "$(command -v sudo) apt-get install" in line


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    documented = set(re.findall(r"^\| `(POCKET_PLAN_\w+)` \|", section("Settings"), flags=re.MULTILINE))
    prefix = str(Settings.model_config["env_prefix"])
    assert documented == {f"{prefix}{name}".upper() for name in Settings.model_fields}


def test_no_setting_is_named_that_does_not_exist() -> None:
    known = {f"POCKET_PLAN_{name}".upper() for name in Settings.model_fields}
    known.add("POCKET_PLAN_FUZZ_SECONDS")  # of the tests
    assert set(re.findall(r"POCKET_PLAN_[A-Z_]*[A-Z]", README)) <= known


def test_every_dependency_has_its_reason_and_no_other_is_named() -> None:
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    names = {re.split(r"[<>=~\[ ]", requirement)[0] for requirement in wanted}
    described = set(re.findall(r"^- \*\*([\w.-]+)\*\*", section("Dependencies"), flags=re.MULTILINE))
    assert described == names


def test_every_file_and_folder_named_exists() -> None:
    named = {name for name in re.findall(r"`([^`\s]+)`", PROSE) if name.startswith(OUR_FOLDERS) and "<" not in name}
    assert named
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_package_is_in_the_shape_of_the_code() -> None:
    packages = {path.name for path in (ROOT / "pwa").iterdir() if path.is_dir() and any(path.glob("[!_]*"))}
    described = set(re.findall(r"^\| `pwa/(\w+)/` \|", section("The shape of the code"), flags=re.MULTILINE))
    assert described == packages - {"__pycache__"}


def test_links_inside_the_project_lead_somewhere() -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", PROSE, flags=re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", README):
        if target.startswith("#"):
            assert target[1:] in anchors
        elif "://" not in target:
            assert (ROOT / target.partition("#")[0]).exists()

"""Quasar's words in languages for which NiceGUI has no pack: without one it calls every page ``en-US``."""

import json
from pathlib import Path

import nicegui

from pwa.i18n import Language

_FOLDER = Path(nicegui.__file__).parent / "static" / "lang"
PREFIX = f"/_nicegui/{nicegui.__version__}/static/lang"


def address(language: Language) -> str:
    """Where NiceGUI's pages look for a language's pack."""
    return f"{PREFIX}/{language.tag}.umd.prod.js"


def script(language: Language) -> str:
    """NiceGUI's own pack, or a near one under this language's name."""
    own = _FOLDER / f"{language.tag}.umd.prod.js"
    if own.exists():
        return own.read_text("utf-8")
    near = _near(language)
    name, base = (tag.replace("-", "", 1) for tag in (language.tag, near))  # as NiceGUI's page makes the key
    facts = json.dumps({"isoName": language.tag, "rtl": language.dir == "rtl"})
    pack = (_FOLDER / f"{near}.umd.prod.js").read_text("utf-8")
    return f'{pack}\n;Quasar.Lang["{name}"]={{...Quasar.Lang["{base}"],...{facts}}};'


def _near(language: Language) -> str:
    root = language.tag.partition("-")[0]
    packs = sorted(path.name.partition(".")[0] for path in _FOLDER.glob(f"{root}*.umd.prod.js"))
    same = [pack for pack in packs if pack == root or pack.startswith(f"{root}-")]
    return same[0] if same else "en-GB"

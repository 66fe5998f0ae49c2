"""Collect every message: ``python -m pwa.i18n.extract`` writes the template and brings each catalogue up to it."""

import ast
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from pwa.i18n.loaded import LOCALES

ROOT = LOCALES.parent
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"t": None, "_t": None, "N_": None, "_": None, "tn": (1, 2)}

# Babel's own reader of JavaScript loses calls inside nested template literals, which the renderer is made of.
_CALL = re.compile(r"""\b(t|tn|N_)\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')(?:\s*,\s*("(?:[^"\\\n]|\\.)*"))?""")

_COMMENT = "# Every message of Pocket Plan. Written by: python -m pwa.i18n.extract"
_DATED = (
    "Project-Id-Version",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
    "Report-Msgid",
)


def javascript(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Messages of a JavaScript file, as Babel asks an extraction method for them."""
    source = file.read().decode("utf-8")
    for call in _CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        name, first, second = call[1], ast.literal_eval(call[2]), call[3] and ast.literal_eval(call[3])
        if name in keywords:
            yield line, name, (first, second) if name == "tn" else first, []


def template() -> bytes:
    """The text of ``messages.pot`` as the sources ask for it."""
    catalog = Catalog(header_comment=_COMMENT, charset="utf-8", fuzzy=False)
    for name, line, message, _, _ in extract_from_dir(ROOT, *_mappings(), keywords=KEYWORDS):
        catalog.add(message, locations=[(name, line)])
    return _text(catalog)


def updated(path: Path, pot: bytes) -> bytes:
    """The text of a language's ``messages.po``, brought up to the template."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parents[1].name.replace("-", "_"))
    catalog.update(read_po(BytesIO(pot)), no_fuzzy_matching=True, update_header_comment=False)
    return _text(catalog)


def main() -> None:
    """Write the template and every catalogue."""
    pot = template()
    (LOCALES / "messages.pot").write_bytes(pot)
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/messages.po")):
        path.write_bytes(updated(path, pot))


def _mappings() -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    """Which files are read and how, from the settings that ``pybabel`` reads too."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in settings]
    options = {one["pattern"]: {"silent": one["silent"]} for one in settings if "silent" in one}
    return methods, options


def _text(catalog: Catalog) -> bytes:
    written = BytesIO()
    write_po(written, catalog, sort_by_file=True, include_lineno=False, ignore_obsolete=True, width=120)
    # Without dates and versions, so that the same sources always give the same bytes.
    lines = written.getvalue().lstrip().splitlines(keepends=True)
    return b"".join(line for line in lines if not _is_dated(line.decode()))


def _is_dated(line: str) -> bool:
    return line.startswith('"') and line[1:].startswith(_DATED)


if __name__ == "__main__":
    main()

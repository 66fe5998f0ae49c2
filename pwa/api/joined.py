"""The phone's modules as one script: a worker that starts cold reads one file, and a first visit asks for one.

No bundler and no build step. The modules stay the files that they are; each goes into a function that runs when it is
first asked for. Only the forms of ``import`` and ``export`` that our code uses are known: any other ends the start.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

_IMPORT = re.compile(r'^import (?:\{([^}]*)\}|\* as (\w+)) from "\./([\w-]+\.js)";\n', re.MULTILINE)
_PASSED_ON = re.compile(r'^export \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_DECLARED = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_LISTED = re.compile(r"^export \{([\w\s,]*)\};\n", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENTS = re.compile(r"/\*\*(?s:.)*?\*/[ \t]*\n?|^[ \t]*//.*\n", re.MULTILINE)

_HEAD = """const once = (make) => {
  let made;
  return () => (made ??= make());
};
"""


class UnknownForm(ValueError):
    """A module imports or exports in a way that can't be joined; holds the line, which is our own code."""


@dataclass
class _Joining:
    read: Callable[[str], str]
    notice: Callable[[str], str]
    given: Collection[str]
    parts: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """A module behind everything that it imports."""
        if name in self.parts:
            return
        if name in self.waiting:
            raise UnknownForm(f"modules that import each other: {' -> '.join([*self.waiting, name])}")
        if name in self.given:
            self.parts[name] = f'const {_called(name)} = () => globalThis.part("{name}");\n'
            return
        self.waiting.append(name)
        source = self.read(name)
        for imported in imports(source):
            self.add(imported)
        self.parts[name] = self.notice(name) + _in_a_function(name, source)
        self.waiting.remove(name)

    def text(self) -> str:
        """All modules, and a table of them."""
        table = ", ".join(f'"{name}": {_called(name)}' for name in self.parts)
        return f"{_HEAD}{''.join(self.parts.values())}const parts = {{ {table} }};\n"


def join(
    entries: Sequence[str], read: Callable[[str], str], notice: Callable[[str], str] = lambda _: "",
    given: Collection[str] = (),
) -> str:  # fmt: skip
    """One script with the entries and all that they import; on a page the first entry runs.

    It exports ``part``: a function that gives what a module exports, by its file name.

    Args:
        entries: file names of modules.
        read: the text of a module.
        notice: a comment that has to go out with a module, such as another author's licence; "" for ours.
        given: modules that the page has already, in a script that came before.

    Raises:
        UnknownForm: when a module can't be joined.
    """
    joining = _Joining(read=read, notice=notice, given=given)
    for entry in entries:
        joining.add(entry)
    gives = "" if given else "globalThis.part = part, "
    run = f'export const part = (name) => parts[name]();\nif (globalThis.document) {gives}part("{entries[0]}");\n'
    return joining.text() + run


def join_for_head(entry: str, read: Callable[[str], str]) -> tuple[str, Collection[str]]:
    """A classic script that runs a module at once, and which modules it gives to the page's other scripts."""
    joining = _Joining(read=read, notice=lambda _: "", given=())
    joining.add(entry)
    run = f'globalThis.part = (name) => parts[name]();\npart("{entry}");\n'
    return f"{{\n{joining.text()}{run}}}\n", joining.parts.keys()


def reached(entries: Sequence[str], read: Callable[[str], str]) -> Collection[str]:
    """The file names of modules and of all that they import."""
    joining = _Joining(read=read, notice=lambda _: "", given=())
    for entry in entries:
        joining.add(entry)
    return joining.parts.keys()


def imports(source: str) -> Iterator[str]:
    """The file names that a module imports."""
    yield from (found[3] for found in _IMPORT.finditer(source))
    yield from (found[2] for found in _PASSED_ON.finditer(source))


def without_comments(source: str) -> str:
    """A script without what only its readers need; none of our texts holds what looks like a comment."""
    return _COMMENTS.sub("", source)


@cache
def _in_a_function(name: str, source: str) -> str:
    exported: dict[str, str] = {}

    def pass_on(found: re.Match[str]) -> str:
        exported.update({new: f"{_called(found[2])}().{old}" for old, new in _names(found[1])})
        return ""

    def declare(found: re.Match[str]) -> str:
        exported[found[2]] = found[2]
        return f"{found[1]} {found[2]}"

    def list_(found: re.Match[str]) -> str:
        exported.update({new: old for old, new in _names(found[1])})
        return ""

    text = without_comments(source)
    text = _IMPORT.sub(lambda found: f"const {_taken(found)} = {_called(found[3])}();\n", text)
    text = _LISTED.sub(list_, _DECLARED.sub(declare, _PASSED_ON.sub(pass_on, text)))
    if unknown := _UNKNOWN.search(text):
        raise UnknownForm(f"{name}: {unknown[0]}")
    given = ", ".join(new if new == value else f"{new}: {value}" for new, value in exported.items())
    return f"const {_called(name)} = once(() => {{\n{text.strip()}\nreturn {{ {given} }};\n}});\n"


def _taken(found: re.Match[str]) -> str:
    if found[2]:
        return found[2]
    return f"{{ {', '.join(new if new == old else f'{old}: {new}' for old, new in _names(found[1]))} }}"


def _names(listed: str) -> Iterator[tuple[str, str]]:
    """What stands between the braces of an import or export: each name, and what it is called from there on."""
    for one in filter(None, (part.strip() for part in listed.split(","))):
        old, _, new = one.partition(" as ")
        yield old, new or old


def _called(name: str) -> str:
    return re.sub(r"\W", "_", name.removesuffix(".js")) + "$"

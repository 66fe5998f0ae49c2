"""Modules of the phone as one script: in which order, without what, and what can't be joined. Browser tests run it."""

import re

import pytest

from pwa.api.joined import UnknownForm, join, join_for_head


def joined(**modules: str) -> str:
    return join([f"{next(iter(modules))}.js"], lambda name: modules[name.removesuffix(".js")])


def test_each_module_stands_once_behind_what_it_imports() -> None:
    text = joined(
        start='import { a } from "./left.js";\nimport * as right from "./right.js";\na(right);\n',
        left='import { c } from "./below.js";\nexport const a = c;\n',
        right='export { c as b } from "./below.js";\n',
        below="export function c() {}\n",
    )
    assert re.findall(r"^const (\w+\$)", text, re.MULTILINE) == ["below$", "left$", "right$", "start$"]
    assert "const { a } = left$();" in text
    assert "const right = right$();" in text
    assert "return { b: below$().c };" in text
    assert "import" not in text


def test_comments_stay_at_home_and_a_licence_goes_along() -> None:
    modules = {"start.js": "/** What it is for. @param {string} a */\n// Why.\nexport const a = 1; // stays\n"}
    text = join(["start.js"], modules.__getitem__, lambda name: f"/*! licence of {name} */\n")
    assert "What it is for" not in text
    assert "// Why." not in text
    assert "/*! licence of start.js */" in text


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        "export let a = 1;",
        "import a from './b.js';",
        'import { a } from "elsewhere";',
        'import "./b.js";',
    ],
)
def test_a_form_that_is_not_known_is_refused(line: str) -> None:
    with pytest.raises(UnknownForm, match=re.escape(line)):
        joined(start=f"{line}\n")


def test_modules_that_import_each_other_are_refused() -> None:
    with pytest.raises(UnknownForm, match=re.escape("start.js -> other.js -> start.js")):
        joined(
            start='import { a } from "./other.js";\n', other='import { b } from "./start.js";\nexport const a = b;\n'
        )


def test_what_runs_in_the_head_is_not_sent_twice() -> None:
    modules = {
        "head.js": 'import { a } from "./shared.js";\nexport const b = a;\n',
        "page.js": 'import { b } from "./head.js";\nimport { a } from "./shared.js";\nexport const c = [a, b];\n',
        "shared.js": "export const a = 'once';\n",
    }
    head, given = join_for_head("head.js", modules.__getitem__)
    page = join(["page.js"], modules.__getitem__, given=given)
    assert "export" not in head
    assert ("'once'" in head, "'once'" in page) == (True, False)

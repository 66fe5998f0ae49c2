"""The page about *Hide* names what it can't take away, each with a way to clear it."""

import html

import pytest

from pwa.pages.edit import part_address

STAYS = {
    "clipboard": ("What you copied, such as a number, a link or your recovery words", "Copy another word."),
    "downloads": ("Files that you saved, such as your plan or a picture of a code", "Delete them in both"),
    "paper": ("a page that you printed or saved as a PDF", "its list of jobs"),
}


@pytest.mark.parametrize("what", STAYS)
def test_what_stays_behind_is_named_with_a_way_to_clear_it(shared_server, make_plan, what):
    holder = make_plan(shared_server)
    page = html.unescape(holder.client.get(f"/en/{holder.slot}/edit/{part_address('hide')}").text)
    assert [words for words in STAYS[what] if words not in page] == []

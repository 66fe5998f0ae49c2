"""Gives each page its address in every language."""

from typing import cast

from nicegui import ui
from nicegui.dependencies import register_importmap_override
from nicegui.language import Language as Pack

from pwa import i18n
from pwa.pages.desk import Desk
from pwa.pages.edit import pages as edit
from pwa.pages.gallery import pages as gallery
from pwa.pages.helping.owners import pages as helpers
from pwa.pages.helping.pages import pages as helping
from pwa.pages.helping.readers import pages as readers
from pwa.pages.paper import pages as paper
from pwa.pages.share import pages as share
from pwa.pages.start import pages as start

RECONNECT_SECONDS = 30  # a phone in a tunnel gets its page back as it was; a plan is held in memory no longer
PAGES = (start, edit, share, paper, helpers, helping, readers, gallery)


def register(desk: Desk) -> None:
    """Register all pages, once for each language: NiceGUI fixes a page's language with its address."""
    for drawing in ("plan_view", "plan_copy", "plan_paper", "plan_file"):
        register_importmap_override(drawing, desk.asset(f"{drawing}.js"))
    for language in i18n.languages():
        builders = [item for pages in PAGES for item in pages(desk, language.tag).items()]
        for path, build in builders:
            page = ui.page(
                f"/{language.tag}{path}",
                title=i18n.translator(language.tag)("Notes"),
                language=cast(Pack, language.tag),
                dark=None,
                reconnect_timeout=RECONNECT_SECONDS,
            )
            page(build)

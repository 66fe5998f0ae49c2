"""What a page for sitting down says as long as none of its scripts runs, in the place of NiceGUI's own sentence."""

from html import escape

from pwa import i18n
from pwa.api.assets import Assets
from pwa.api.joined import without_comments

# On a good line the scripts run by then, and nobody sees it.
_STYLE = "animation-delay: 4s; color: inherit; flex-direction: column; padding: 1rem"
_WAY = "color: inherit; font-weight: bold; padding: 1rem"  # a hand that shakes has to meet it


def stalled_script(assets: Assets) -> str:
    """The script that a page begins with."""
    return f"<script>{without_comments(assets.text('stalled.js'))}</script>"


def words() -> dict[str, str]:
    """The line and the way to the plan, as HTML by language; NiceGUI shows it after a moment, and takes it away."""
    return {language.tag: _words(language.tag) for language in i18n.languages()}


def _words(tag: str) -> str:
    t = i18n.translator(tag)
    line = escape(t("That page needs a connection. Your plan works without it."))
    way = f'<a href="/" style="{_WAY}">{escape(t("Go to my plan"))}</a>'
    return f'<div id="esm-fallback" style="{_STYLE}"><span>{line}</span>{way}</div>'

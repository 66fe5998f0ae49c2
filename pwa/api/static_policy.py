"""The Content-Security-Policy of every page that is not NiceGUI's."""

import base64
import hashlib
import re

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>(.*?)</script>", re.DOTALL)
_POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'{styles}; img-src 'self' data: blob:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types plan"
)


def policy_for(html: str = "") -> str:
    """The policy for a page, which allows exactly the styles and scripts that stand in it."""
    return _POLICY.format(scripts=_hashes(_SCRIPT.findall(html)), styles=_hashes(_STYLE.findall(html)))


def _hashes(texts: list[str]) -> str:
    return "".join(f" 'sha256-{_sha256(text)}'" for text in texts)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

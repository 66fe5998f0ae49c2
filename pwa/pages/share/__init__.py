"""Sharing: a copy for someone the owner chooses, its code, and the copies that were given before."""

from pwa.pages.share.page import pages

__all__ = ["pages"]

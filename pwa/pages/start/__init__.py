"""The set-up: a few calm questions and five short steps, from nothing to a plan that can be used."""

from pwa.pages.start.set_up import pages

__all__ = ["pages"]

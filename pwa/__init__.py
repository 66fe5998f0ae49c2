"""Pocket Plan: a crisis and safety plan that its owner keeps, reads and shares.

Imports point one way: ``app`` puts things together and may import everything; ``pages`` (the desk, NiceGUI)
and ``api`` (routes of the phone) import ``share``, ``vault``, ``store``, ``lines`` and ``i18n``; all of these may
import ``plan``, which imports none of them. Only ``pages`` and ``app`` know NiceGUI. ``components`` is what people see:
it never imports ``pwa``. ``errors`` and ``settings`` stand outside the order.
"""

"""Things one sees: a folder each, with named examples.

Words reach them already translated; they never import ``pwa``.
"""

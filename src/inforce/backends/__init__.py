"""Backends: one formula, many targets; each receives formulas and provisions as values and loads no file."""

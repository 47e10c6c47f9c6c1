"""Typed facts, constraints, three-valued formulas, evaluation, residuals and the exact decision; the standard library only."""

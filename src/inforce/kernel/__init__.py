"""The exact decision: formulas and constraints as clauses, a solver, and the questions asked of it."""

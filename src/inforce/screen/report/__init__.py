"""The report of a run: one HTML file with counts only, no name, no key, and nobody ordered by exposure."""

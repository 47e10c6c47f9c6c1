"""Screening a caseload: rosters in, results and quarantine out, nothing lost."""

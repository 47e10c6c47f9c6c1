"""What facts, formulas and knowledge are, how a formula is read and printed, and what truth tables say of it."""

"""Citations in a text: which of them the rulebook knows, and what became of each by a day."""

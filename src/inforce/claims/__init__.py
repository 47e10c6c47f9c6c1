"""Statements checked against the rules, and the questions people asked, answered by them."""

"""The interview: which fact to ask next, and why; it ends when no answer could change anything."""

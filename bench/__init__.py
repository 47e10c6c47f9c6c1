"""Speed on fixed inputs, each figure beside the least that the same work could cost in the same run."""

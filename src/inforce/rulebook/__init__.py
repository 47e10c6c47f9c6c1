"""The rulebook: reads law/, provisions and acts, status on a day in a place as known on a day, determinations, `check`."""

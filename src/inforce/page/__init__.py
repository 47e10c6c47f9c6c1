"""Pages that are read away from the program: one file each, no script, no request to anywhere."""

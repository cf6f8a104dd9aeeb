"""Programs for developing AI Chef."""

"""Sessions: their phases, how they are stored, moved on and read."""

"""The deployed system as tests talk to it."""

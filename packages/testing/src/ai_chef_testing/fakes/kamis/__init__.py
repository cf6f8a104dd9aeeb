"""A KAMIS of our own, for tests."""

"""Models that cross a boundary: between people, Lambdas and tables."""

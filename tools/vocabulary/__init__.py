"""Compiling the vocabulary of `food`."""

"""The cookbook: recipes written for this project, chosen by computation."""

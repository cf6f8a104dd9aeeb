"""What an ingredient is: names, units, allergens, nutrition, diets.

Pure: no AWS, no I/O but its own data files. It is imported at every cold start, so its value types
are named tuples and its data is read by pkgutil: dataclasses and importlib.resources would take
more time to import than all of it (`make bench`).
"""

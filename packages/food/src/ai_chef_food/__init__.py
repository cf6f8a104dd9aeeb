"""What an ingredient is: names, units, allergens. Pure: no AWS, no I/O but its own data files."""

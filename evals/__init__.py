"""The eval: does an allergen or a broken diet rule ever get through, and at what price."""

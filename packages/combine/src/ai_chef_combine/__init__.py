"""CombineResults: one result from recipe and prices; stores it and finishes the session."""

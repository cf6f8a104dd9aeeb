"""Where prices come from: the embedded catalog, or a shopping search."""

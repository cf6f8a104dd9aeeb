"""Where recipes come from."""

"""Session state of AI Chef: sessions, results, contract models, errors, settings, Lambda runtime."""

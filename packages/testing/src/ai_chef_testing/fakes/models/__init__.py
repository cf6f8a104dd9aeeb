"""Fake models: well-behaved, broken, lying and obedient to injected commands."""

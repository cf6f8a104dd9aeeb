"""Models that are played: well-behaved, broken, lying and obedient to injected commands."""

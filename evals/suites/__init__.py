"""The questions an evaluation asks, one JSON line per case."""

"""Other ways to search the same texts with the same embedder, to compare ours with."""

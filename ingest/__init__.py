"""How documents get in: read, clean, split, describe, synchronise."""

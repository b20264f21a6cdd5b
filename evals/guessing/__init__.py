"""What the guessing of metadata is right and wrong about: the bundled documents without theirs."""

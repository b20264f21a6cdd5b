"""Where documents are kept: the catalog (SQL, the truth), the originals, and two indexes derived from it."""

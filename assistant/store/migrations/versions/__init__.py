"""One file for each revision of the catalog's tables, in the order of their numbers."""

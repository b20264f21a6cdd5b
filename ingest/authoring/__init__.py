"""Writing documents for the corpus: the rules they keep, checking them, and starting a new one."""

"""Broken and hostile files, each with what is to become of it."""

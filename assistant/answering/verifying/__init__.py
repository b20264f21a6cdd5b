"""Checking a sentence against the passages it cites, before anybody sees it."""

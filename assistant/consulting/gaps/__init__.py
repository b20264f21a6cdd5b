"""Gaps: questions the documents do not answer well, in groups, and the reports that would answer them."""

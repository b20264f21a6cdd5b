"""The bar for guessed metadata: a wrong guess costs more than none."""

MOST_WRONG = 0.1
"""Share of the guesses of one field that may be wrong on a half, one of them always; titles aside, since editors often
give a document another title than its own heading.
"""

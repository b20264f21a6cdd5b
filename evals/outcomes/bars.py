"""The bars for proposed outcomes, on both halves of the labels."""

PRECISION = 0.9
RECALL = 0.8

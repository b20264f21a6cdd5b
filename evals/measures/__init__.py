"""Measures: one file each; what a trial is worth, and how the values of many trials become one figure."""

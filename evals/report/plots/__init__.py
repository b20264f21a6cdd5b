"""Plots of an evaluation, drawn by matplotlib as SVG that stands in the page itself."""

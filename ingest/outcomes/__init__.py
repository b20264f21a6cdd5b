"""Outcomes proposed from text: before/after figures found by rule, each with the passage it stands in."""

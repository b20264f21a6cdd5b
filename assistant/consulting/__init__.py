"""Consulting: what follows from the questions and the documents for the people who give advice."""

"""Screening a question: what is cleaned, what is hidden, what is refused, and what is answered with a reservation."""

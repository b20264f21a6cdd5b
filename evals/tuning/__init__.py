"""Tuning the embedded encoder on question-passage pairs: `python -m evals.tuning` (needs the extra `tuning`)."""

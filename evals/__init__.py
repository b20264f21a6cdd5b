"""Evaluation: suites of questions, measures, runs, reports and benchmarks."""

"""Benchmarks: each module measures one choice and fails when a bar is missed."""

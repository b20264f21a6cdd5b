"""How well outcomes are proposed: against before/after figures that people labelled in the bundled corpus."""

"""How well sentences that are true and sentences that lie are told apart, measured with labelled pairs."""

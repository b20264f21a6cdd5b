"""How well files of each format are read: against the text a person sees in them."""

"""How well the text of a file can be read, measured before it is indexed: one defect a module, the policy in a file."""

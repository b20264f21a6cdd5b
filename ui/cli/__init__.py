"""The command line `ax-advisor`."""

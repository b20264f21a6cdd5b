"""`python -m ui.cli`: the command line without its installed script."""

from ui.cli.main import main

main()

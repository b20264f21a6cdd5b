"""What a person can do; access is checked here and nowhere above."""

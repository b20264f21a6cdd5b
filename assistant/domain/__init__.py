"""The words of the house as plain dataclasses and rules; standard library only."""

"""Injections: questions and documents that try to make the assistant obey, and how often it does."""

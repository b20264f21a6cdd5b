"""The default writer: scores the documents' own sentences, chooses and arranges them. No key, no network."""

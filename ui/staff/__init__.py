"""The staff pages: adding documents, looking after them, and seeing what the corpus cannot answer."""

"""From what is printed on pages (pieces of text at places) to headings, paragraphs, list items and tables."""

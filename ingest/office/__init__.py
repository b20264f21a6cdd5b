"""From Hangul and Office files to plain pieces: headings, paragraphs and tables, in the order of the document."""

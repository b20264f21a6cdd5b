"""The product's own search measured on any collection of documents, questions and judgments."""

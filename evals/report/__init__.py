"""Reports: what an evaluation or a comparison says, as one document that is written in Markdown and as a page."""

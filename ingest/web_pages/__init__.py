"""From web pages to plain pieces: what a browser would show, without what leads around the site."""

"""Jobs: files that staff hand in are read, compared, embedded and put into the catalog beside the serving process."""

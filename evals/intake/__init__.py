"""How files get in when things go wrong: processes that are killed, large drops, many editions, two people at once."""

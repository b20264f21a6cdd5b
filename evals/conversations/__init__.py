"""How a second question of a conversation is read: as going on from the first one, or as a new one."""

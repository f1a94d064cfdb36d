"""How the shipped data is made from pinned packages; nothing of it is imported at run time."""

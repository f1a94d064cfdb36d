"""From Initiatives to Areas: every initiative counted in its areas, and none lost."""

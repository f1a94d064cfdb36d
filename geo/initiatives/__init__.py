"""From Mentions to Initiatives: what is being built, how far along, for how much, until when, and where."""

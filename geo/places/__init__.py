"""From a Document to Mentions: the names that a report may use, and the division that each one means there."""

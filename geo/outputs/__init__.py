"""From Areas to tables and files: summaries, briefs, exports, and what a terminal shows."""

"""What several tests share: a tiny world, reports in it, files of every format, and what holds of every analysis."""

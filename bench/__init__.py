"""Measurements that the README quotes: `python -m bench` prints one table and writes bench/RESULTS.md."""

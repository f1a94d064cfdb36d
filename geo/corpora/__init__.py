"""Many reports: a store of Parquet files, filled on all cores or a cluster, and asked."""

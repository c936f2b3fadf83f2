"""Who does the work: partitions kept in threads, processes, executors or on a cluster."""

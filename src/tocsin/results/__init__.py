"""What a run leaves: directory, store, statistics, summary, ledger, why."""

"""Background work: a job is a wake-up call, the truth is a row."""

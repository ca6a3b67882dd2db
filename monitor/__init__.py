"""Run the pipeline from frames to the database: capture, detect, track, classify, aggregate, store."""

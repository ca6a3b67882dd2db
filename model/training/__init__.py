"""Train networks: batches, schedules, checkpoints, calibration, export of weights."""

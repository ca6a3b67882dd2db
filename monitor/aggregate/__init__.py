"""From what single faces showed to figures of the class."""

"""Check before a class whether its source, its faces, the disk and the machine are ready."""

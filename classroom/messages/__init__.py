"""Define messages by code, which a terminal formats in English and a page in the reader's language."""

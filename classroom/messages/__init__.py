"""Messages: sentences by code, which a terminal writes in English and a page in the reader's language."""

"""Arguments, forms and bodies of requests, as values."""

"""Parsing of the arguments, forms and bodies of requests, and the read or edit that each opens."""

"""Protect the people of a group from being read through its figures, before anything is stored."""

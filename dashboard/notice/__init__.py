"""Say in six languages what runs in a class, and afterwards what was stored of it, for students and parents."""

"""How good networks are, in figures and in pictures."""

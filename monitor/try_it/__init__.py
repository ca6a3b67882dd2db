"""Read the faces of the pictures that one's own camera gives to the page /try: nothing is stored."""

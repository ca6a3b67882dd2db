"""The emotion network: its data, its training, its measures, and the classifier that live use loads."""

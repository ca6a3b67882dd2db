"""The emotion network: training data, training, evaluation, and the classifier for live use."""

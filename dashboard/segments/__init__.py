"""The parts of a class: from its lesson plan, its markers or its slides, with the figures of each."""

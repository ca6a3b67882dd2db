"""The demo class: people who do not exist, a written lesson, and a gallery view with the true mood of every second."""

"""Generate the demo class: invented people, a scripted lesson, a gallery view, and the true mood of every second."""

"""Draw pictures of video calls in gallery view, with the truth of every tile and face."""

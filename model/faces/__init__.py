"""Detect faces in a picture with MTCNN (Zhang et al. 2016): its three networks, and the geometry between them."""

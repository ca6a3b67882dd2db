"""The description of /api/v1, OpenAPI 3.1: the YAML files of this folder, joined."""

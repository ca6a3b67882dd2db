"""The JSON API, /api/v1, and its description in OpenAPI."""

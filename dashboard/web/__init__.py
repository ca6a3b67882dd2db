"""What surrounds every answer: headers, compression, assets, error responses, template filters."""

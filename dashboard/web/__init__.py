"""Everything around a response: headers, compression, assets, error responses, template filters."""

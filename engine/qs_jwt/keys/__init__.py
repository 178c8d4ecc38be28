"""Keys and certificates: read, checked, made, described."""

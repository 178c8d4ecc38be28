"""Putting the files that come with the package where a shell looks for them."""

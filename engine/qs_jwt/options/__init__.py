"""Options: the shapes of their values, and those that commands share."""

"""Protected numbers: which cells may be published, how they are rounded, and the gates that must hold."""

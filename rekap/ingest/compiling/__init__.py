"""From mapped sheets to records: every row accepted, held or rejected."""

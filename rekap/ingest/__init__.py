"""From an agency's file to landed tables: the only room that ever sees a name or a NIK."""

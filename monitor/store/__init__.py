"""The only rooms that know SQL. Everything here takes and gives model objects."""

"""The database: open and migrate, write, read. The only room with SQL and sqlite-utils."""

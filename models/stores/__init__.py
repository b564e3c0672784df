"""The stores: the log and the records in SQL, the live picture in Redis, and the settings."""

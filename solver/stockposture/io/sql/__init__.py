"""Cases and plans in databases, by SQLAlchemy URL (extra ``sql``)."""

"""The public SCMS delivery file (USAID, medicines and test kits) as a history."""

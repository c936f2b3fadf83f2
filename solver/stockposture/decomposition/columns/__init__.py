"""The points known of every item, and what they come to at prices."""

"""One partition of the items: what it knows of them, is asked at prices and adds to the plan."""

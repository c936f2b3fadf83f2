"""Who delivers: prices, lead times, outages and nearness, from deliveries."""

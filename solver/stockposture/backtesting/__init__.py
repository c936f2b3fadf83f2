"""Plans made on the past and lived through what came after, beside the rules people use."""

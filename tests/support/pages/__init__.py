"""The pages of docs/ and the README as tests: what they show is run, what came out is compared."""

"""The reports on reviews: what each says, and the papers that are made of them."""

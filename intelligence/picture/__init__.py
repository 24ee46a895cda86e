"""The fuller picture: how many children are known to which agencies. Lists meet under keys; only counts leave."""

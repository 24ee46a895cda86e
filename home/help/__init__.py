"""Help in the product: one page for each task, in the words of `docs/how-to/`, offered to those who may do it."""

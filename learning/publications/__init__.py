"""What is published of the learning: gathered, written part by part, checked, approved, published, looked at again."""

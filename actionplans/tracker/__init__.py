"""A partnership's own tracker of actions: brought in from a spreadsheet, taken out as one, and brought back changed."""

"""The papers of child death reviews."""

"""The handover capsule: what a new manager has to know, as one paper of ten questions and their answers."""

"""An invented partnership to try the service with. Every person, body and child in it is made up."""

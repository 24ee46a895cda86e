"""What the pages of audits show, put into words, a module a page."""

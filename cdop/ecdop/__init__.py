"""Cases from a spreadsheet extract of eCDOP: which columns, what a row must say, what it would do here. Pure."""

"""How the statutory deadlines were kept, for any period: on a page, as a spreadsheet, as a paper for the executive."""

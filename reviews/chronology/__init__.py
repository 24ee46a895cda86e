"""The pure parts of a chronology: reading dates and tables, ages, duplicates, gaps. No database, no clock."""

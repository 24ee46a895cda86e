"""Independent scrutiny: the plan of a year, reports that stand unedited, challenges, and each partner’s answer."""

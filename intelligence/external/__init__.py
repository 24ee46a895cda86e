"""Learning from elsewhere: logged, triaged, agencies asked, decided by the group, reported back."""

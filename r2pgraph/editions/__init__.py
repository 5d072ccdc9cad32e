"""What was imported from files of others, kept in the user's home: every edition of every series, none overwritten."""

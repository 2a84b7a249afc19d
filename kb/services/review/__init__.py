"""From one person's working copy to words that two people stand behind: submit, review, publish."""

"""The entry-screening kiosk: facts in, one committed decision, then the door."""

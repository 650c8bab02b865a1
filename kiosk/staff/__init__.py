"""Who works here: accounts with roles, what each role may do, and every account action on its way into the record."""

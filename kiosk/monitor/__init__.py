"""The staff page: a process of its own, which reads the record and asks the station; it never moves a door itself."""

"""The `kiosk` command: thin commands over everything else."""

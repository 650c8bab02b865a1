"""The record: every decision on disk, chained, before anything moves."""

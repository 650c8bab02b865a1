"""The rules, pure: standard library only, frozen values, time is an argument."""

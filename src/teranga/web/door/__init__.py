"""The check-in list for helpers without an account. The address itself is what lets one in."""

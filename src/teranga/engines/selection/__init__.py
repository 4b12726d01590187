"""Which proposals make the programme: the highest score within room, quotas and one talk each."""

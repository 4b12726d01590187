"""The one engine of scarcity: quotas, holds, waiting lists, places and arrivals."""

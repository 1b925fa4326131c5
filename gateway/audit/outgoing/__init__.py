"""Follows the log and sends its entries to the security team."""

"""Renewing the price catalog from KAMIS, the retail price survey of aT."""

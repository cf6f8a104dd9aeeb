"""Naver's shopping search: credentials, one lookup, and the source made of many."""

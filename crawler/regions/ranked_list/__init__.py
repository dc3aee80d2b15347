"""Ranked lists (Most Popular, Editors' Picks): read, compare, describe."""

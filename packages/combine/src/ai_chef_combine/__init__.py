"""CombineResults: one result from recipe and prices; stores it and finishes the session."""

from ai_chef_common import cold_start

cold_start.begin()

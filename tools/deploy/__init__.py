"""Programs that deploy AI Chef, and look before and after."""

"""Speed, memory and size, each beside a baseline that is measured in the same run."""

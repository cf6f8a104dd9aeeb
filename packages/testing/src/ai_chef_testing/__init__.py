"""What the tests of every package share: pytest plugin, factories, fakes, the deployed stack."""

"""The demo by a real model on this machine: llama.cpp's server with a very small model."""

"""The command `genai-gateway`. `main` stands here for the entry point only."""

from gateway.cli.program import main as main

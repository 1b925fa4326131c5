"""Services with interfaces of their own, or nearly OpenAI's: a provider for tests of them all."""

"""`python -m gateway` is the same as `genai-gateway`."""

from gateway.cli.program import main

if __name__ == "__main__":
    main()

"""Products of the host catalogue by what their APIs have in common, for the coverage rows."""

import re

OPENAI = ("OpenAI API", "OpenAI API data-residency endpoint")
AZURE = ("Azure OpenAI resource", "Azure AI services resource", "Foundry resource")
FOUNDRY = ("Foundry resource", "Foundry serverless model")
ANTHROPIC = ("Claude API",)
GEMINI = ("Gemini API (Developer)",)
VERTEX = ("Vertex AI (global endpoint)", "Vertex AI regional")
BEDROCK = ("Bedrock Runtime",)
MISTRAL = ("Mistral API", "Mistral API EU", "Mistral API US", "Codestral API")
COHERE = ("Cohere API",)
OLLAMA = ("Ollama API",)
HUGGING_FACE = ("Hugging Face API",)
COPILOT = (
    *("Copilot (any plan)", "Copilot business", "Copilot enterprise", "Copilot individual"),
    "GitHub API",
)
PRACTICE = (
    *("Practice tool", "Practice tool that nobody listed"),
    *("Practice tool, paused", "Practice tool, public"),
)

UNDER_V1 = (
    *("Meta API", "Moonshot/Kimi API"),
    *("Reka API", "SambaNova API", "Cerebras API", "Hyperbolic API"),
    *("Lambda API", "Featherless API", "NVIDIA NIM API", "Nscale (UK) API", "Poe API"),
    *("PublicAI API", "Galadriel API", "Weights & Biases API", "Nebius API", "Chutes API"),
)
"""Compatible with OpenAI's chat below /v1."""

OPENAI_HOSTS = re.compile(
    r"(?:[a-z0-9-]+\.)?api\.openai\.com"
    r"|[a-z0-9-]+\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com)"
    r"|api\.groq\.com|api\.together\.(?:ai|xyz)"
)
"""Where resources of OpenAI stand whose paths others use for things of their own."""

MISTRAL_HOSTS = re.compile(r"(?:api(?:\.(?:eu|us))?|codestral)\.mistral\.ai")

BELOW_ROOT = r"^(?:/openai)?(?:/v[0-9]+[a-z0-9]*)?"
"""Where they begin: /v1/..., /openai/... and /openai/v1/... ."""

"""A real MCP server of the official SDK, whose tools look up, ask back, and listen."""

from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ImageContent, SamplingMessage, TextContent
from pydantic import BaseModel

HOST = "tools.calderwick.example"
OPEN = TransportSecuritySettings(enable_dns_rebinding_protection=False)


class Found(BaseModel):
    """What a structured result holds."""

    id: str
    said: str


def server() -> MCPServer[Any]:
    """A new one: its sessions live as long as it does."""
    made: MCPServer[Any] = MCPServer("tenants")

    @made.tool()
    def look_up(who: str, details: dict[str, Any]) -> list[TextContent | ImageContent]:
        """Looks up a tenant by name."""
        text = TextContent(type="text", text=f"{who} has {details}")
        return [text, ImageContent(type="image", data="iVBORw0KGgo=", mime_type="image/png")]

    @made.tool()
    def structured(who: str) -> Found:
        """Gives structured content, and the same as JSON in a text."""
        return Found(id=who, said=f"about {who}")

    @made.tool()
    async def ask_model(who: str, ctx: Context[Any, Any]) -> str:
        """Asks the client's own model, on the way telling how far it is."""
        await ctx.report_progress(1, 2, f"asking about {who}")
        message = SamplingMessage(role="user", content=TextContent(type="text", text=who))
        said = await ctx.session.create_message(messages=[message], max_tokens=9)
        content = said.content
        assert isinstance(content, TextContent)
        return f"the model says {content.text}"

    @made.resource("file://letters/{name}")
    def letter(name: str) -> str:
        """A letter."""
        return f"Dear {name}"

    @made.prompt()
    def write_to(who: str) -> str:
        """A prompt that names somebody."""
        return f"Write to {who}."

    return made

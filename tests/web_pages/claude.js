const CHATS = "/api/organizations/0a0b0c0d-0000-4000-8000-000000000001/chat_conversations";
const ROOT = "00000000-0000-4000-8000-000000000000";
const CHAT = `${CHATS}/c0ffee00-0000-4000-8000-000000000007`;

async function ask(text) {
  const chat = window.chat || CHAT;
  const answer = await send(`${chat}/completion`, {prompt: text, model: "claude-sonnet-4-6",
    parent_message_uuid: window.last || ROOT, timezone: "Europe/London",
    attachments: [], files: [], rendering_mode: "messages"});
  if (!answer.ok) return show((await answer.json()).error.message);
  let shown = "";
  await events(answer, event => {
    if (event.type === "content_block_delta") show(shown += event.delta.text);
    if (event.type === "message_stop") window.last = "9f8e7d6c-0000-4000-8000-000000000005";
  });
}

async function open_again() {
  const chat = await (await fetch(`${CHAT}?tree=True&rendering_mode=messages`)).json();
  show(chat.chat_messages.map(message => message.text).join("\n"));
}

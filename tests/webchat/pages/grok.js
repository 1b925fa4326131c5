const CHATS = "/rest/app-chat/conversations";

async function ask(text) {
  const path = window.chat ? `${CHATS}/${window.chat}/responses` : `${CHATS}/new`;
  const answer = await send(path, {temporary: false, modelName: "grok-4", message: text,
    fileAttachments: [], imageAttachments: [], customInstructions: "", toolOverrides: {}});
  let shown = "";
  await each(answer, "\n", line => {
    if (!line) return;
    const result = JSON.parse(line).result;
    const {conversation, response = result} = result;
    if (conversation) window.chat = conversation.conversationId;
    if (response && response.token) show(shown += response.token);
    if (response && response.modelResponse) show(shown = response.modelResponse.message);
  });
}

async function open_again() {
  const {responses} = await (await fetch(`${CHATS}/${window.chat}/responses`)).json();
  show(responses.map(response => response.message).join("\n"));
}

async function report(text) {
  return (await send("/_data/v1/events", {events: [{event: "sent", properties: {text}}]})).status;
}

const MARK = "\u001e";

function ask(text) {
  return new Promise((done, failed) => {
    const hub = "/m365Copilot/Chathub/0f0e0d0c@0a0b0c0d?ConversationId=&access_token=t";
    const socket = new WebSocket(`wss://${location.host}${hub}`);
    const call = {type: 4, target: "chat", invocationId: "0", arguments: [{isStartOfSession: !window.chat,
      conversationId: window.chat || crypto.randomUUID(),
      message: {author: "user", inputMethod: "Keyboard", text, messageType: "Chat"}}]};
    let shown = "", held = "";
    socket.onopen = () => socket.send(JSON.stringify({protocol: "json", version: 1}) + MARK);
    socket.onerror = () => failed(new Error("the socket failed"));
    socket.onclose = () => done();
    const take = record => {
      if (!record.type) return socket.send(JSON.stringify(call) + MARK);
      const [said] = record.arguments || [];
      if (record.type === 1 && said.writeAtCursor) show(shown += said.writeAtCursor);
      if (record.type === 1 && said.messages) show(shown = said.messages[0].text);
      if (record.type === 2) {
        const last = record.item.messages.filter(message => message.author === "bot").pop();
        show(shown = last.text);
      }
      if (record.type === 3) socket.close();
    };
    window.chat = call.arguments[0].conversationId;
    socket.onmessage = message => {
      const records = (held + message.data).split(MARK);
      held = records.pop();
      records.forEach(record => take(JSON.parse(record)));
    };
  });
}

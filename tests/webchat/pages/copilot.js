function ask(text) {
  return new Promise((done, failed) => {
    const socket = new WebSocket(`wss://${location.host}/c/api/chat?api-version=2&accessToken=t`);
    let shown = "";
    socket.onopen = () => {
      socket.send(JSON.stringify({event: "setOptions", supportedFeatures: ["partial-images"]}));
      socket.send(JSON.stringify({event: "send", conversationId: window.chat || null, mode: "chat",
        content: [{type: "text", text}]}));
    };
    socket.onerror = () => failed(new Error("the socket failed"));
    socket.onclose = () => done();
    socket.onmessage = message => {
      const event = JSON.parse(message.data);
      if (event.event === "appendText") show(shown += event.text);
      if (event.event === "done") socket.close();
    };
  });
}

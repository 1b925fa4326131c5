// A chat is made first, and each prompt names it; every prompt has a socket of its own here.
async function made() {
  const answer = await fetch("/c/api/conversations", {method: "POST"});
  return (await answer.json()).id;
}

async function ask(text) {
  window.chat = window.chat || await made();
  return new Promise((done, failed) => {
    const socket = new WebSocket(`wss://${location.host}/c/api/chat?api-version=2&accessToken=t`);
    let shown = "";
    socket.onopen = () => {
      socket.send(JSON.stringify({event: "setOptions", supportedFeatures: ["partial-images"]}));
      socket.send(JSON.stringify({event: "send", conversationId: window.chat, mode: "chat",
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

async function open_again() {
  const answer = await fetch(`/c/api/conversations/${window.chat}/history`);
  show((await answer.json()).results.map(one => one.content[0].text).join("\n"));
}

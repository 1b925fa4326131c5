// What all pages of the web chats for tests share: bubbles, and events of a stream one by one.
const chat = document.getElementById("chat");
const state = document.getElementById("state");
const seen = []; // everything that an answer's bubble showed, one after the other

function bubble(role, text) {
  const made = chat.appendChild(document.createElement("p"));
  made.className = role;
  made.textContent = text;
  return made;
}

function show(made, text) {
  made.textContent = text;
  seen.push(text);
}

async function* events(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (let part; !(part = await reader.read()).done;) {
    const complete = (held + part.value).split("\n\n");
    held = complete.pop();
    for (const event of complete) {
      const line = event.split("\n").find(one => one.startsWith("data: "));
      if (line && line !== "data: [DONE]") yield JSON.parse(line.slice(6));
    }
  }
}

function send(path, body) {
  return fetch(path, {method: "POST", headers: {"content-type": "application/json"},
    body: JSON.stringify(body)});
}

function list(rows) {
  const listed = document.getElementById("chats");
  listed.replaceChildren(...rows.map(text => {
    const row = document.createElement("li");
    row.textContent = text;
    return row;
  }));
}

const SESSION = "7b1f6a52-8c3d-4e0f-9a61-2d5c4b3a1f00";

function put(root, path, operation, value) {
  const steps = path.split("/"), last = steps.pop();
  const step = (one, name) => one[name === "-1" ? one.length - 1 : name];
  const holder = steps.reduce(step, root);
  if (operation === "BATCH")
    value.forEach(({p, o = "SET", v}) => put(root, `${path}/${p}`, o, v));
  else if (operation === "APPEND" && Array.isArray(holder[last])) holder[last].push(...value);
  else if (operation === "APPEND") holder[last] += value;
  else holder[last] = value;
}

async function ask(text) {
  const answer = await send("/api/v0/chat/completion", {chat_session_id: window.chat || SESSION,
    parent_message_id: window.last || null, model_type: "default", prompt: text, ref_file_ids: [],
    thinking_enabled: false, search_enabled: false, preempt: false});
  let root = {}, place = "", operation = "SET";
  await events(answer, (value, name) => {
    if (name === "hint") return show(value.content);
    if (name === "ready") window.last = value.response_message_id;
    if (name) return;
    if (value.p === undefined && typeof value.v === "object") root = value.v;
    else {
      place = value.p === undefined ? place : value.p;
      operation = value.o === undefined ? operation : value.o;
      put(root, place, operation, value.v);
    }
    show(root.response.fragments.filter(one => one.type === "RESPONSE")
      .map(one => one.content).join(""));
  });
}

async function open_again() {
  const answer = await fetch(`/api/v0/chat/history_messages?chat_session_id=${SESSION}`);
  const {data} = await answer.json();
  show(data.biz_data.chat_messages.map(message => message.content).join("\n"));
}

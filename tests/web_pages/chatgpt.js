// Delta encoding v1: changes to a message, each leaving out what the one before it said.
function at(root, pointer, change) {
  const steps = pointer.split("/").slice(1), last = steps.pop();
  const holder = steps.reduce((one, step) => one[step], root);
  holder[last] = change(holder[last]);
}

async function ask(text) {
  const message = {id: "5b0f1b2c-0000-4000-8000-000000000001", author: {role: "user"},
    content: {content_type: "text", parts: [text]}, metadata: {}};
  const url = `/${window.account || "backend-api"}/f/conversation`;
  const answer = await send(url, {action: "next", messages: [message], model: "auto",
    parent_message_id: "client-created-root", supported_encodings: ["v1"]});
  let root = {}, last = {p: "", o: "add"};
  const apply = one => {
    if (!one.p) root = one.v;
    else at(root, one.p, old => one.o === "append" ? old + one.v : one.v);
  };
  await events(answer, value => {
    if (value.message) root = value;
    else if (value.v !== undefined && typeof value === "object") {
      last = {...last, ...value};
      (last.o === "patch" ? last.v : [last]).forEach(apply);
    }
    if (root.message && root.message.author.role === "assistant")
      show(root.message.content.parts[0]);
  });
}

async function suggest(text) {
  const path = "/backend-api/conversation/experimental/generate_autocompletions";
  return (await send(path, {input_text: text, num_completions: 4})).status;
}

const ROOT = {contentChunks: []};

function patched(message, {op, path, value}) {
  const steps = path.split("/").slice(1), last = steps.pop();
  if (!last) return value;
  const holder = steps.reduce((one, step) => one[step], message);
  if (op === "append") holder[last] = (holder[last] || "") + value;
  else holder[last] = value;
  return message;
}

const COMMON = {disabledFeatures: [], stableAnonymousIdentifier: "79zqlm",
  clientPromptData: {currentDate: "2026-02-03", userTimezone: "T+00:00 (Europe/London)"},
  shouldUseMessagePatch: true};

async function ask(text) {
  if (window.chat) return answered({chatId: window.chat, mode: "append", messageFiles: [],
    messageInput: [{type: "text", text}], messageId: "d4c3b2a1-0000-4000-8000-000000000005"});
  const content = [{type: "text", text}];
  const made = await send("/api/trpc/message.newChat?batch=1", {0: {json: {content,
    features: ["beta-websearch"], files: [], agentId: null},
    meta: {values: {agentId: ["undefined"]}, v: 1}}});
  const [result] = [await made.json()].flat();
  if (result.error) return show(result.error.json.message);
  window.chat = result.result.data.json.chatId;
  await answered({chatId: window.chat, mode: "start"});
}

async function answered(asked) {
  const answer = await send("/api/chat", {...COMMON, ...asked});
  let message = ROOT;
  await each(answer, "\n", line => {
    if (!line || line === "8:null") return;
    const {json} = JSON.parse(line.slice(line.indexOf(":") + 1));
    for (const patch of json.patches || []) message = patched(message, patch);
    show(message.contentChunks.map(chunk => chunk.text).join(""));
  });
}

async function open_again() {
  const input = encodeURIComponent(JSON.stringify({0: {json: {chatId: window.chat}}}));
  const [one] = await (await fetch(`/api/trpc/message.all?batch=1&input=${input}`)).json();
  show(one.result.data.json.messages.map(message => message.content).join("\n"));
}

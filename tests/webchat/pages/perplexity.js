const CHUNKS = "/chunks/";

// A block in pieces, by patches, or whole.
function merged(block, change) {
  if (change.markdown_block) {
    const {chunks = [], chunk_starting_offset: from = 0, answer} = change.markdown_block;
    block.chunks.splice(from, chunks.length, ...chunks);
    block.answer = answer;
  }
  for (const {path, value} of change.diff_block ? change.diff_block.patches : []) {
    if (path.startsWith(CHUNKS)) block.chunks[Number(path.slice(CHUNKS.length))] = value;
    if (path === "/answer") block.answer = value;
  }
  return block.answer || block.chunks.join("");
}

function taker() {
  const blocks = {};
  return (message, name) => {
    if (name === "end_of_stream") return;
    for (const change of message.blocks || []) {
      const use = change.intended_usage;
      if (use.startsWith("ask_text"))
        show(merged(blocks[use] = blocks[use] || {chunks: []}, change));
    }
    if (message.query_str) window.entry = message.backend_uuid;
  };
}

async function ask(text) {
  const answer = await send("/rest/sse/perplexity_ask", {query_str: text,
    params: {dsl_query: text, attachments: [], language: "en-GB", sources: ["web"],
      frontend_uuid: "0e0f1a2b-0000-4000-8000-000000000001", last_backend_uuid: window.entry || null,
      mode: "copilot", search_focus: "internet", version: "2.18"}});
  await events(answer, taker());
}

// What a page does whose stream broke off: an EventSource that goes on with the same entry.
function open_again() {
  return new Promise((done, failed) => {
    const source = new EventSource(`/rest/sse/perplexity_ask/reconnect/${window.entry}`);
    const take = taker();
    source.addEventListener("message", event => take(JSON.parse(event.data), "message"));
    source.addEventListener("end_of_stream", () => done(source.close()));
    source.onerror = () => failed(new Error("the source failed"));
  });
}

async function suggest(text) {
  return (await send("/rest/autosuggest/list-autosuggest?version=2.18", {query: text})).status;
}

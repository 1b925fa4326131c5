const DATA = "/_/BardChatUi/data";
const FORM = {"content-type": "application/x-www-form-urlencoded;charset=UTF-8"};
const PROOF = "AJpMio0aBcDeFgHiJkLmNoPqRsTuVw:1770109200123";

function form(envelope) {
  return new URLSearchParams({"f.req": JSON.stringify(envelope), at: PROOF});
}

// Chunks with a length in UTF-16 units, which is how a script counts.
async function rows(response, take) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "", begun = false;
  for (let read; !(read = await reader.read()).done;) {
    held += read.value;
    if (!begun) {
      if (!held.includes("\n\n")) continue;
      if (!held.startsWith(")]}'")) throw new Error("no guard");
      held = held.slice(6);
      begun = true;
    }
    for (let found; (found = /^\d+(?=\n)/.exec(held));) {
      const start = found[0].length, end = start + Number(found[0]);
      if (held.length < end) break;
      JSON.parse(held.slice(start, end)).forEach(take);
      held = held.slice(end);
    }
  }
  if (held.trim()) throw new Error("a length is wrong");
}

async function ask(text) {
  const inner = Array(80).fill(null);
  inner[0] = [text, 0, null, null, null, null, 0];
  inner[1] = ["en-GB"];
  inner[2] = [...(window.chat || ["", "", ""]), null, null, null, null, null, null, ""];
  inner[3] = "!" + "aB3_xY-9".repeat(40);
  inner[4] = "0123456789abcdef0123456789abcdef";
  inner[59] = "0A1B2C3D-4E5F-4A6B-8C7D-9E0F1A2B3C4D";
  const answer = await send(
    `${DATA}/assistant.lamda.BardFrontendService/StreamGenerate?bl=boq_1&hl=en-GB&_reqid=1&rt=c`,
    form([null, JSON.stringify(inner)]), FORM);
  if (!answer.ok) return show(`Something went wrong (${answer.status})`);
  await rows(answer, row => {
    const said = row[0] === "wrb.fr" && JSON.parse(row[2]);
    if (said && said[4]) show(said[4][0][1][0]);
    if (said && said[1][0].length > 3) window.chat = [...said[1], "rc_1a2b3c4d"];
  });
}

async function open_again() {
  const call = ["hNvQHb", JSON.stringify(["c_1a2b3c4d5e6f7a8b", 10]), null, "generic"];
  const answer = await send(`${DATA}/batchexecute?rpcids=hNvQHb&rt=c`, form([[call]]), FORM);
  await rows(answer, row => {
    if (row[0] === "wrb.fr") show(JSON.parse(row[2])[0].join("\n"));
  });
}

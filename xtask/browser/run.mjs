// Serves what the calls in `src/lib.rs` ask for, on the loopback interface, and makes them one after another.
// Usage: node run.mjs MODULE, where MODULE is what wasm-bindgen made of them.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const calls = createRequire(import.meta.url)(process.argv[2]);

/** The requests that came, and how many of their connections were ended by the client. */
let requests = [];
let ended = 0;

function json(response, status, value) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

/** What the server does in each call. */
const answers = {
  answered: (_, response) => json(response, 200, { usable: true, subject: "jürgen" }),
  refused: (_, response) => json(response, 403, { resultCode: "A001201", resultMessage: "[A001201] No." }),
  retried: (count, response) =>
    count === 1 ? json(response, 503, {}) : json(response, 200, { serviceName: "mine" }),
  stalled: () => {},
  dropped: () => {},
  cut: (_, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write("{");
    setTimeout(() => response.destroy(), 50);
  },
  endless: (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const more = () => {
      while (!response.destroyed && response.write(" ".repeat(10_000)));
    };
    response.on("drain", more);
    more();
  },
};

/** What must be so after a call. */
const checks = {
  answered: () => {
    const [{ method, url, headers, body }] = requests;
    assert.equal(`${method} ${url}`, "POST /api/715948317/auth/introspection");
    assert.equal(headers.authorization, "Bearer token-of-a-service");
    assert.equal(headers["content-type"], "application/json");
    assert.equal(headers.accept, "application/json");
    assert.deepEqual(JSON.parse(body), { token: "token-of-a-user" });
  },
  refused: () => assert.equal(requests.length, 1),
  retried: () => assert.equal(requests.length, 2),
  stalled: () => until(() => ended === 1, "its connection is ended"),
  dropped: () => until(() => ended === 2, "both connections are ended"),
  unreachable: () => assert.equal(requests.length, 0),
  cut: () => assert.equal(requests.length, 1),
  endless: () => until(() => ended === 1, "its connection is ended"),
};

async function until(isSo, what) {
  for (let i = 0; i < 500; i++) {
    if (isSo()) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  assert.fail(`it takes too long until ${what}`);
}

let answer;
const server = createServer(async (request, response) => {
  response.on("close", () => {
    if (!response.writableFinished) ended += 1;
  });
  let body = "";
  for await (const chunk of request) body += chunk;
  const { method, url, headers } = request;
  requests.push({ method, url, headers, body });
  answer(requests.length, response);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const served = `http://127.0.0.1:${server.address().port}`;

for (const [name, check] of Object.entries(checks)) {
  [requests, ended, answer] = [[], 0, answers[name]];
  // Nobody listens at port 1.
  await calls[name](answer ? served : "http://127.0.0.1:1");
  await check();
  console.log(`${name}: ok`);
}
server.closeAllConnections();
server.close();

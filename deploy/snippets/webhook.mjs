// Take the gate's objections: WEBHOOK_SECRET=whsec_... node webhook.mjs 8790
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import process from "node:process";

const KEY = Buffer.from(process.env.WEBHOOK_SECRET.replace(/^whsec_/, ""), "base64");
const TOO_OLD = 300; // seconds: a message that somebody recorded and sends again later is refused
const seen = new Set(); // in production: a table with a unique column

function genuine(id, stamp, signatures, body) {
  if (!/^\d+$/.test(stamp) || Math.abs(Date.now() / 1000 - Number(stamp)) > TOO_OLD) return false;
  const made = createHmac("sha256", KEY).update(`${id}.${stamp}.`).update(body).digest("base64");
  const expected = Buffer.from(`v1,${made}`);
  return signatures.split(" ").some((each) => {
    const given = Buffer.from(each);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts); // the bytes as they came: do not decode and encode them again
  const header = (name) => request.headers[`webhook-${name}`] ?? "";
  const id = header("id");
  if (!genuine(id, header("timestamp"), header("signature"), body)) {
    response.writeHead(401).end();
    return;
  }
  if (!seen.has(id)) { // the same message may come twice
    const { type, number } = JSON.parse(body);
    console.log(type, number); // here: stop calling this number
    seen.add(id);
  }
  response.writeHead(204).end(); // 2xx only when it is kept: any other answer, and the gate sends it again
}).listen(Number(process.argv[2]), "127.0.0.1");

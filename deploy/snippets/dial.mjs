// Ask the gate, then have a carrier with a REST interface call the number in the answer:
// node dial.mjs NUMBER SHOWN [REFERENCE]
// GATE, CAMPAIGN, GATE_KEY: the gate, the signed campaign, the key of `ringfence gate client`. CARRIER: who connects.
import { randomUUID } from "node:crypto";
import process from "node:process";

const { GATE = "http://127.0.0.1:8700", CARRIER = "https://api.carrier.example/Calls", GATE_KEY } = process.env;
const PATIENCE = 1000 * Number(process.env.GATE_PATIENCE ?? "2"); // milliseconds for the gate; after that the call is not made

// The number that may be dialled now, or null: then nothing is dialled.
async function permitted(called, shown, reference) {
  const headers = { "content-type": "application/json", "idempotency-key": reference };
  if (GATE_KEY) headers.authorization = `Bearer ${GATE_KEY}`;
  const body = JSON.stringify({ campaign: process.env.CAMPAIGN ?? "spring", called, shown });
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(`${GATE}/v1/decisions`, { method: "POST", headers, body, signal, redirect: "error" });
    if (answer.status !== 200) return null;
    const { decision, number } = await answer.json();
    return decision === "allow" && /^\+[1-9][0-9]{7,14}$/.test(number) ? number : null;
  } catch {
    return null; // no answer, an error, a time-out, no JSON: not dialled
  }
}

const [called, shown, reference = randomUUID()] = process.argv.slice(2);
const number = await permitted(called, shown, reference);
if (number === null) {
  console.error("not dialled");
  process.exitCode = 1;
} else {
  await fetch(CARRIER, { method: "POST", body: new URLSearchParams({ To: number, From: shown }) }); // not `called`
}

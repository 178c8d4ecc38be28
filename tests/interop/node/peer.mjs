// Signs and verifies with Node's JWT libraries: reads a JSON list of tasks on stdin and
// writes the list of their answers, so that one process serves a whole test.
import * as jose from "jose";
import jsonwebtoken from "jsonwebtoken";
import ms from "ms";
import { readFileSync } from "node:fs";

const bytes = (text) => new TextEncoder().encode(text);

async function publicKey(pem, algorithm) {
  return pem.includes("BEGIN CERTIFICATE")
    ? jose.importX509(pem, algorithm)
    : jose.importSPKI(pem, algorithm);
}

const libraries = {
  jsonwebtoken: {
    sign: ({ payload, header, key, algorithm }) =>
      jsonwebtoken.sign(payload, key, { algorithm, header: { alg: algorithm, ...header } }),
    verify: ({ token, key, algorithm, at }) => {
      const options = { algorithms: [algorithm], complete: true, clockTimestamp: at };
      const { header, payload } = jsonwebtoken.verify(token, key, options);
      return { header, payload };
    },
  },
  jose: {
    sign: async ({ payload, header, key, algorithm }) => {
      if (algorithm === "none") return new jose.UnsecuredJWT(payload).encode();
      const material = algorithm.startsWith("HS")
        ? bytes(key)
        : await jose.importPKCS8(key, algorithm);
      return new jose.SignJWT(payload)
        .setProtectedHeader({ alg: algorithm, typ: "JWT", ...header })
        .sign(material);
    },
    verify: async ({ token, key, algorithm, at }) => {
      const options = { algorithms: [algorithm], currentDate: new Date(at * 1000) };
      const verified = await jose.jwtVerify(token, await publicKey(key, algorithm), options);
      return { header: verified.protectedHeader, payload: verified.payload };
    },
    // a client assertion, as Qlik's reference for "Private key JWT" says it
    assertion: async ({ token, jwk, client, audience, at }) => {
      const keys = jose.createLocalJWKSet({ keys: [jwk] });
      const verified = await jose.jwtVerify(token, keys, {
        algorithms: [jwk.alg],
        issuer: client,
        subject: client,
        audience,
        requiredClaims: ["jti", "iat", "exp"],
        maxTokenAge: 300,
        currentDate: new Date(at * 1000),
      });
      if (verified.protectedHeader.kid !== jwk.kid) throw new Error("another kid");
      return { header: verified.protectedHeader, payload: verified.payload };
    },
  },
  ms: {
    // undefined is what ms gives for a text that is no duration; JSON has no such value
    parse: ({ text }) => ms(text) ?? null,
  },
};

async function answer({ library, method, ...task }) {
  try {
    return { ok: true, value: await libraries[library][method](task) };
  } catch (error) {
    return { ok: false, reason: `${error.code ?? error.name}: ${error.message}` };
  }
}

const tasks = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const task of tasks) answers.push(await answer(task));
process.stdout.write(JSON.stringify(answers));

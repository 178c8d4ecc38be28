// Writes keys that jose makes, in each form that it writes them in, into the current folder.

import { writeFileSync } from 'node:fs';
import * as jose from 'jose';

const write = (name, value) =>
  writeFileSync(name, typeof value === 'string' ? value : JSON.stringify(value), { mode: 0o600 });
const make = (algorithm) => jose.generateKeyPair(algorithm, { extractable: true });

const { privateKey, publicKey } = await make('RS256');
const jwk = await jose.exportJWK(privateKey);
const { n, e, d } = jwk;
write('pkcs8.pem', await jose.exportPKCS8(privateKey));
write('public.pem', await jose.exportSPKI(publicKey));
write('public.jwk', await jose.exportJWK(publicKey));
write('jwk', { ...jwk, alg: 'RS256', kid: await jose.calculateJwkThumbprint(jwk) });
write('ned.jwk', { kty: 'RSA', n, e, d });
write('jwks', { keys: [await jose.exportJWK((await make('ES256')).publicKey), jwk] });
write('sealed', await new jose.CompactEncrypt(new TextEncoder().encode(JSON.stringify(jwk)))
  .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A128CBC-HS256', cty: 'jwk+json' })
  .encrypt(new TextEncoder().encode('correct horse')));
write('token', await new jose.SignJWT({}).setProtectedHeader({ alg: 'RS256' }).sign(privateKey));
for (const algorithm of ['PS256', 'RSA-OAEP-256', 'ES256', 'Ed25519'])
  write(`${algorithm}.jwk`,
    { ...await jose.exportJWK((await make(algorithm)).privateKey), alg: algorithm });
write('decrypt.jwk', { ...jwk, key_ops: ['decrypt'] });

// A real OpenID Connect service for tests: node provider.mjs PORT REDIRECT_URI SIGNED_OUT_URI.
// People and faults are told to it over /told: {"people": {"chi": {...claims}}, "fault": "signature"}.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const needs = createRequire(new URL("../../frontend/package.json", import.meta.url));
const load = (name) => import(pathToFileURL(needs.resolve(name)).href);
const { default: Provider } = await load("oidc-provider");
const jose = await load("jose");

const [port, redirectUri, signedOutUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = await jose.generateKeyPair("RS256", { extractable: true });
const jwk = { ...(await jose.exportJWK(privateKey)), kid: "one", alg: "RS256", use: "sig" };
const told = { people: {}, fault: "" };
const secret = "a-secret-of-tests-that-is-long-enough";

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "giaoban",
      client_secret: secret,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [signedOutUri],
    },
  ],
  jwks: { keys: [jwk] },
  pkce: { required: () => true },
  claims: {
    openid: ["sub"],
    profile: ["preferred_username", "name", "employee_code", "department", "job"],
    email: ["email", "email_verified"],
  },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id, name: id, ...(told.people[id] ?? {}) }),
  }),
  cookies: { keys: ["only for tests"] },
});

const parts = (token) => token.split(".");
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const signed = (claims) => new jose.SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(privateKey);

const faults = {
  signature: ([head, body, sign]) => [head, body, `${sign[0] === "A" ? "B" : "A"}${sign.slice(1)}`].join("."),
  payload: ([head, body, sign], claims) => [head, encoded({ ...claims, sub: "dung" }), sign].join("."),
  unsigned: (_parts, claims) => `${encoded({ alg: "none" })}.${encoded(claims)}.`,
  hmac: (_parts, claims) =>
    new jose.SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "one" }).sign(Buffer.from(secret)),
  nonce: (_parts, claims) => signed({ ...claims, nonce: "of-another-attempt" }),
  no_nonce: (_parts, { nonce, ...claims }) => signed(claims),
  audience: (_parts, claims) => signed({ ...claims, aud: "somebody-else" }),
  issuer: (_parts, claims) => signed({ ...claims, iss: "http://127.0.0.1:1" }),
  expired: (_parts, claims) => signed({ ...claims, iat: claims.iat - 9000, exp: claims.iat - 8000 }),
  missing: () => undefined,
};

async function spoil(context) {
  if (context.method === "POST" && context.path === "/told") {
    let text = "";
    for await (const chunk of context.req) text += chunk;
    Object.assign(told, JSON.parse(text));
    context.body = "told";
    return true;
  }
  return false;
}

provider.use(async (context, next) => {
  if (await spoil(context)) return;
  await next();
  if (context.path === "/token" && context.body?.id_token && faults[told.fault]) {
    const token = context.body.id_token;
    context.body.id_token = await faults[told.fault](parts(token), jose.decodeJwt(token));
  }
  if (context.path === "/me" && told.fault === "userinfo") context.body = { ...context.body, sub: "dung" };
});
provider.listen(Number(port), "127.0.0.1");

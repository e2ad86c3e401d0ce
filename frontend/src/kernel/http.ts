/** The one way to ask the server something: CSRF, JSON, typed refusals, and the server's clock. */
import { HouseError, refusalOf } from "./errors";
import { setServerTime } from "./time";

export interface Options {
  signal?: AbortSignal;
  headers?: Record<string, string>;
  cache?: RequestCache;
}

export function csrf(): string {
  return document.body.dataset.csrf ?? "";
}

function bodyOf(body: unknown): { body?: BodyInit; headers: Record<string, string> } {
  if (body === undefined) return { headers: {} };
  if (body instanceof FormData || body instanceof URLSearchParams) return { body, headers: {} };
  return { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

/** Ask and return the answer; throws a HouseError for everything that is not a yes. */
export async function ask(
  method: string,
  url: string,
  body?: unknown,
  options: Options = {},
): Promise<Response> {
  const sent = bodyOf(body);
  const safe = method === "GET" || method === "HEAD";
  const init: RequestInit = {
    method,
    credentials: "same-origin",
    headers: { ...sent.headers, ...(safe ? {} : { "X-CSRFToken": csrf() }), ...options.headers },
  };
  if (sent.body !== undefined) init.body = sent.body;
  if (options.cache) init.cache = options.cache;
  if (options.signal) init.signal = options.signal;
  let reply: Response;
  try {
    reply = await fetch(url, init);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw refusalOf(0, "");
  }
  setServerTime(reply.headers.get("Date"));
  if (!reply.ok) throw refusalOf(reply.status, await reply.text());
  return reply;
}

/** Ask for JSON. An answer without a body (204) is undefined. */
export async function json<T>(
  method: string,
  url: string,
  body?: unknown,
  options: Options = {},
): Promise<T> {
  const reply = await ask(method, url, body, {
    ...options,
    headers: { Accept: "application/json", ...options.headers },
  });
  if (reply.status === 204) return undefined as T;
  return (await reply.json()) as T;
}

export const get = <T>(url: string, options?: Options): Promise<T> => json<T>("GET", url, undefined, options);
export const post = <T>(url: string, body?: unknown, options?: Options): Promise<T> =>
  json<T>("POST", url, body, options);

/** Ask for a fragment of a page. */
export async function html(url: string, options: Options = {}): Promise<string> {
  const reply = await ask("GET", url, undefined, {
    ...options,
    headers: { Accept: "text/html", ...options.headers },
  });
  return await reply.text();
}

export { HouseError };

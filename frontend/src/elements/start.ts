/** Wakes a page up: elements of the frame at once, others when a page has them, and htmx with its manners. */
import htmx from "htmx.org";
import { refusalOf } from "../kernel/errors";
import { GbDialog, openers } from "./gb-dialog";
import { GbMenu } from "./gb-menu";
import { GbSearch } from "./gb-search";
import { GbTheme } from "./gb-theme";
import { GbToast, GbToasts, type Saying, toast } from "./gb-toast";

const LATER: Record<string, () => Promise<unknown>> = {
  "gb-autosave": () => import("./gb-autosave"),
  "gb-check-ballot": () => import("./gb-check-ballot"),
  "gb-copy": () => import("./gb-copy"),
  "gb-countdown": () => import("./gb-countdown"),
  "gb-picker": () => import("./gb-picker"),
  "gb-push": () => import("./gb-push"),
  "gb-print": () => import("./gb-print"),
  "gb-refresh": () => import("./gb-refresh"),
  "gb-take-along": () => import("./gb-take-along"),
  "gb-sortable": () => import("./gb-sortable"),
  "gb-take": () => import("./gb-take"),
  "gb-upload": () => import("./gb-upload"),
};

function define(): void {
  customElements.define("gb-dialog", GbDialog);
  customElements.define("gb-menu", GbMenu);
  customElements.define("gb-search", GbSearch);
  customElements.define("gb-theme", GbTheme);
  customElements.define("gb-toast", GbToast);
  customElements.define("gb-toasts", GbToasts);
}

/** Load the elements that this part of the page uses. */
export function wake(root: ParentNode): void {
  for (const [name, load] of Object.entries(LATER)) {
    if (!customElements.get(name) && root.querySelector(name)) void load();
  }
}

interface Answer {
  xhr: XMLHttpRequest;
}

function manners(): void {
  const { body } = document;
  body.addEventListener(
    "htmx:load",
    (event) => event.target instanceof Element && wake(event.target.parentNode ?? document),
  );
  body.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<Answer>).detail;
    if (xhr.status === 401) location.reload();
    else toast({ text: refusalOf(xhr.status, xhr.responseText).message, tone: "error" });
  });
  body.addEventListener("htmx:sendError", () => toast({ text: refusalOf(0, "").message, tone: "error" }));
  body.addEventListener("htmx:beforeSwap", (event) => {
    // A session that ran out answers with the sign-in page: go there, do not swap it into a list.
    const { xhr } = (event as CustomEvent<Answer>).detail;
    if (!xhr.responseText.includes('<body class="bare')) return;
    event.preventDefault();
    location.reload();
  });
  body.addEventListener("toast", (event) => toast((event as CustomEvent<Saying>).detail));
}

export function start(): void {
  // The policy forbids eval and inline styles; htmx must not try.
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
  });
  define();
  openers();
  manners();
  wake(document);
  if (localStorage.getItem("giaoban.offline") === "yes")
    void import("./offline-watch").then(({ watch }) => watch());
  const pushed = localStorage.getItem("giaoban.push");
  if (pushed !== null && pushed !== document.body.dataset.visit)
    void import("../push/subscribing").then(({ check }) => check());
}

/** What stands in the bottom bar for a member (hand up, …), left to right. A new tool is one entry here. */
import { html, type TemplateResult } from "lit";
import type { Place } from "./place";
import "./floor/gb-hand";
import "./gb-here";
import "./video/gb-call";

export interface Tool {
  name: string;
  draw: (place: Place) => TemplateResult;
  for?: (place: Place) => boolean;
}

export const TOOLS: readonly Tool[] = [
  { name: "hand", draw: ({ store, me }) => html`<gb-hand .store=${store} me=${me}></gb-hand>` },
  {
    name: "calls",
    draw: ({ store, me }) => {
      void import("./calls/gb-calls");
      return html`<gb-calls .store=${store} me=${me}></gb-calls>`;
    },
  },
  {
    name: "call",
    draw: ({ store, me, room }) => html`<gb-call .store=${store} me=${me} room=${room}></gb-call>`,
  },
  { name: "here", draw: ({ store, me }) => html`<gb-here .store=${store} me=${me}></gb-here>` },
];

export function toolsOf(place: Place): Tool[] {
  return TOOLS.filter((tool) => tool.for?.(place) ?? true);
}

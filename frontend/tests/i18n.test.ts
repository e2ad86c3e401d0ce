/// <reference types="vite/client" />
import { afterEach, describe, expect, it } from "vitest";
import english from "../src/i18n/site.en";
import { fold, register, speak, t } from "../src/kernel/i18n";

const sources = import.meta.glob<string>(["../src/kernel/*.ts", "../src/elements/*.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

function sentences(): Set<string> {
  const found = new Set<string>();
  for (const text of Object.values(sources)) {
    for (const [, sentence] of text.matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g))
      if (sentence) found.add(sentence);
  }
  return found;
}

afterEach(() => {
  document.documentElement.lang = "vi";
});

describe("words", () => {
  it("are Vietnamese as they stand, with their fields", () => {
    document.documentElement.lang = "vi";
    expect(t("còn {n} phút", { n: 5 })).toBe("còn 5 phút");
    expect(t("thiếu {gì}")).toBe("thiếu {gì}");
  });

  it("are English where the page is, and Vietnamese where English is missing", async () => {
    document.documentElement.lang = "en";
    await speak(() => import("../src/i18n/site.en"));
    register({ "còn {n} phút": "{n} minutes left" });
    expect(t("còn {n} phút", { n: 5 })).toBe("5 minutes left");
    expect(t("Đã sao chép.")).toBe("Copied.");
    expect(t("câu chưa dịch")).toBe("câu chưa dịch");
  });

  it("does not load English for a Vietnamese page", async () => {
    let loaded = false;
    await speak(async () => {
      loaded = true;
      return { default: {} };
    });
    expect(loaded).toBe(false);
  });

  it("has English for every sentence of the site, and none too many", () => {
    const used = sentences();
    expect(used.size).toBeGreaterThan(30);
    expect([...used].filter((sentence) => !(sentence in english))).toEqual([]);
    expect(Object.keys(english).filter((sentence) => !used.has(sentence))).toEqual([]);
  });

  it("keeps the same fields in both languages", () => {
    const fields = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [vietnamese, other] of Object.entries(english))
      expect(fields(other)).toEqual(fields(vietnamese));
  });

  it("folds letters as the server does", () => {
    expect(fold("Đồng chí Nguyễn Văn Ước")).toBe("dong chi nguyen van uoc");
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GbDialog, openers } from "../src/elements/gb-dialog";
import { GbMenu } from "../src/elements/gb-menu";
import { GbSearch } from "../src/elements/gb-search";
import { GbTheme } from "../src/elements/gb-theme";
import { GbToast, GbToasts, toast } from "../src/elements/gb-toast";
import "../src/elements/gb-autosave";
import "../src/elements/gb-copy";
import "../src/elements/gb-countdown";
import "../src/elements/gb-picker";
import "../src/elements/gb-sortable";
import "../src/elements/gb-upload";
import { answer, server, settle } from "./fakes";

customElements.define("gb-dialog", GbDialog);
customElements.define("gb-menu", GbMenu);
customElements.define("gb-search", GbSearch);
customElements.define("gb-theme", GbTheme);
customElements.define("gb-toast", GbToast);
customElements.define("gb-toasts", GbToasts);

/** Children are there before an element wakes up, as in a browser; happy-dom's innerHTML connects too early. */
const page = (html: string): void => {
  const template = document.createElement("template");
  template.innerHTML = html;
  document.body.replaceChildren(document.importNode(template.content, true));
};
function found<E extends Element = HTMLElement>(selector: string): E {
  const one = document.querySelector<E>(selector);
  if (!one) throw new Error(`nothing is ${selector}`);
  return one;
}
const press = (target: Element | Document, key: string, more: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
};

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("gb-toast", () => {
  it("says what was done, offers the way back, and goes by itself", () => {
    page("<gb-toasts></gb-toasts>");
    const undo = vi.fn();
    toast({ text: "Đã xóa.", tone: "success", action: { label: "Hoàn tác", run: undo } });
    found<HTMLButtonElement>("gb-toast button").click();
    expect(undo).toHaveBeenCalledOnce();
    expect(document.querySelector("gb-toast")).toBeNull();
    toast({ text: "Đã lưu.", tone: "success" });
    vi.advanceTimersByTime(7_000);
    expect(document.querySelector("gb-toast")).toBeNull();
  });

  it("waits with an error until it is closed, and never reads text as markup", () => {
    page("<gb-toasts></gb-toasts>");
    toast({ text: "<b>lỗi</b>", tone: "error" });
    vi.advanceTimersByTime(60_000);
    expect(found(".toast-text").textContent).toBe("<b>lỗi</b>");
    found<HTMLButtonElement>(".toast-close").click();
    expect(document.querySelector("gb-toast")).toBeNull();
  });
});

describe("gb-menu", () => {
  it("moves with arrows, and Escape closes it and gives the focus back", () => {
    page(
      '<gb-menu><details><summary tabindex="0">Khác</summary><div class="menu-panel"><a href="#a">A</a><button>B</button></div></details></gb-menu>',
    );
    const details = found<HTMLDetailsElement>("details");
    press(found("summary"), "ArrowDown");
    expect(details.open).toBe(true);
    expect(document.activeElement?.textContent).toBe("A");
    press(found("a"), "ArrowDown");
    expect(document.activeElement?.textContent).toBe("B");
    press(found("button"), "Escape");
    expect(details.open).toBe(false);
    expect(document.activeElement).toBe(found("summary"));
  });

  it("closes when somebody presses elsewhere", () => {
    page("<gb-menu><details open><summary>Khác</summary></details></gb-menu><p>ngoài</p>");
    found("p").dispatchEvent(new Event("pointerdown", { bubbles: true }));
    expect(found<HTMLDetailsElement>("details").open).toBe(false);
  });
});

describe("gb-dialog", () => {
  it("is opened and closed from anywhere on the page", () => {
    const life = new AbortController();
    openers(life.signal);
    page(
      '<button data-opens="d">Mở</button><gb-dialog><dialog id="d"><button data-closes>Đóng</button></dialog></gb-dialog>',
    );
    found<HTMLButtonElement>("[data-opens]").click();
    expect(found<HTMLDialogElement>("dialog").open).toBe(true);
    found<HTMLButtonElement>("[data-closes]").click();
    expect(found<HTMLDialogElement>("dialog").open).toBe(false);
    life.abort();
  });
});

describe("gb-search", () => {
  it("is reached with / and Ctrl-K, but not while somebody writes", () => {
    page('<gb-search><form><input type="search"></form></gb-search><textarea></textarea>');
    press(document.body, "/");
    expect(document.activeElement).toBe(found("input"));
    found("textarea").focus();
    expect(press(found("textarea"), "/").defaultPrevented).toBe(false);
    press(found("textarea"), "k", { ctrlKey: true });
    expect(document.activeElement).toBe(found("input"));
    press(found("input"), "Escape");
    expect(document.activeElement).toBe(found("textarea"));
  });
});

describe("gb-theme", () => {
  it("changes the page at once and remembers", () => {
    page("<gb-theme></gb-theme>");
    found<HTMLButtonElement>('button[aria-label="Tối"]').click();
    found<HTMLButtonElement>('button[aria-label="Chữ lớn"]').click();
    expect(document.documentElement.dataset).toMatchObject({ theme: "dark", size: "large" });
    expect(document.cookie).toContain("theme=dark");
    expect(found('button[aria-label="Tối"]').getAttribute("aria-pressed")).toBe("true");
  });
});

describe("gb-countdown", () => {
  it("counts down, then says how long it is over", () => {
    vi.setSystemTime("2026-03-09T00:58:30Z");
    page('<gb-countdown until="2026-03-09T08:00:00+07:00">08:00</gb-countdown>');
    expect(found("gb-countdown").textContent).toBe("01:30");
    vi.advanceTimersByTime(95_000);
    expect(found("gb-countdown").textContent).toBe("quá 00:05");
    expect(found("gb-countdown").className).toBe("is-over");
  });
});

describe("gb-autosave", () => {
  const form =
    '<gb-autosave key="m"><form><input name="title" value="Cũ"><input name="go" type="password"><input type="checkbox" name="closed" value="1"></form></gb-autosave>';
  function type(words: string): void {
    const input = found<HTMLInputElement>("[name=title]");
    input.value = words;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    vi.advanceTimersByTime(500);
  }

  it("brings back what was typed and not saved, and never a password", () => {
    page(form);
    found<HTMLInputElement>("[name=go]").value = "bí mật";
    found<HTMLInputElement>("[name=closed]").checked = true;
    type("Giao ban tuần 12");
    expect(JSON.stringify({ ...localStorage })).not.toContain("bí mật");
    page(form);
    expect(found<HTMLInputElement>("[name=title]").value).toBe("Giao ban tuần 12");
    expect(found<HTMLInputElement>("[name=closed]").checked).toBe(true);
    found<HTMLButtonElement>(".autosave-word button").click();
    expect(found<HTMLInputElement>("[name=title]").value).toBe("Cũ");
    expect(localStorage.length).toBe(0);
  });

  it("forgets a form that was sent and did not come back", () => {
    page(form);
    type("Mới");
    found("form").dispatchEvent(new Event("submit"));
    page('<gb-autosave key="other"><form></form></gb-autosave>');
    page(form);
    expect(found<HTMLInputElement>("[name=title]").value).toBe("Cũ");
  });

  it("keeps what was sent when the form comes back refused", () => {
    page(form);
    type("Mới");
    found("form").dispatchEvent(new Event("submit"));
    page(`<div class="messages"><gb-toast class="toast toast-error"></gb-toast></div>${form}`);
    expect(found<HTMLInputElement>("[name=title]").value).toBe("Mới");
  });

  it("keeps one person's draft from the next", () => {
    document.body.dataset.me = "an";
    page(form);
    type("Của An");
    document.body.dataset.me = "bình";
    page(form);
    expect(found<HTMLInputElement>("[name=title]").value).toBe("Cũ");
    delete document.body.dataset.me;
  });
});

describe("gb-sortable", () => {
  const list =
    '<gb-toasts></gb-toasts><gb-sortable action="/order"><ul><li data-id="1"><button class="sort-handle">1</button></li><li data-id="2"><button class="sort-handle">2</button></li><li data-id="3"><button class="sort-handle">3</button></li></ul></gb-sortable>';
  const order = () =>
    [...document.querySelectorAll<HTMLElement>("[data-id]")].map((row) => row.dataset.id).join("");

  it("is put in order with the keyboard and tells the server", async () => {
    let sent = "";
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
      sent = String(init.body);
      return answer({});
    });
    page(list);
    const handle = found("[data-id='1'] button");
    press(handle, " ");
    press(handle, "ArrowDown");
    press(handle, "ArrowDown");
    press(handle, " ");
    await settle();
    expect(order()).toBe("231");
    expect(sent).toBe("order=2&order=3&order=1");
  });

  it("goes back where it was on Escape, and when the server refuses", async () => {
    vi.stubGlobal(
      "fetch",
      server({ "/order": () => answer({ code: "x", message: "Chương trình đã duyệt." }, 409) }),
    );
    page(list);
    const handle = found("[data-id='1'] button");
    press(handle, " ");
    press(handle, "ArrowDown");
    expect(order()).toBe("213");
    press(handle, "Escape");
    expect(order()).toBe("123");
    press(handle, " ");
    press(handle, "ArrowDown");
    press(handle, " ");
    await settle();
    expect(order()).toBe("123");
    expect(found(".toast-text").textContent).toBe("Chương trình đã duyệt.");
  });
});

describe("gb-picker", () => {
  const select =
    '<label for="p">Chủ trì</label><gb-picker source="/api/people"><select id="p" name="p"><option value="">–</option><option value="1">Đỗ Văn Ước</option></select></gb-picker>';
  async function type(words: string): Promise<void> {
    const input = found<HTMLInputElement>(".picker-input");
    input.focus();
    input.value = words;
    input.dispatchEvent(new Event("input"));
    await vi.advanceTimersByTimeAsync(200);
    await settle();
  }
  const options = () =>
    [...document.querySelectorAll(".picker-option")].map((one) => one.firstChild?.textContent);

  it("finds without diacritics, asks the directory, and chooses with the keyboard", async () => {
    vi.stubGlobal(
      "fetch",
      server({
        "/api/people?q=uoc": () => answer([{ id: "9", name: "Phước", unit: { name: "Văn phòng" } }]),
      }),
    );
    page(select);
    await type("uoc");
    expect(options()).toEqual(["Đỗ Văn Ước", "Phước"]);
    press(found(".picker-input"), "ArrowDown");
    press(found(".picker-input"), "Enter");
    expect(found<HTMLSelectElement>("select").value).toBe("9");
    expect(found(".picker-chosen").textContent).toBe("Phước");
    found<HTMLButtonElement>(".picker-chosen button").click();
    expect(found<HTMLSelectElement>("select").value).toBe("");
  });

  it("still offers the select's own options when the directory does not answer", async () => {
    vi.stubGlobal("fetch", server({}));
    page(select);
    await type("do van");
    expect(options()).toEqual(["Đỗ Văn Ước"]);
  });

  it("is named by the field's label", () => {
    page(select);
    expect(found(".picker-input").getAttribute("aria-label")).toBe("Chủ trì");
    expect(found<HTMLLabelElement>("label").htmlFor).toBe(found(".picker-input").id);
  });
});

describe("gb-upload", () => {
  it("refuses an empty file and one that is too large before sending", () => {
    page(
      '<gb-upload action="/up" max-mb="1"><label class="upload-zone"><input type="file"></label><ul class="upload-list"></ul></gb-upload>',
    );
    const upload = found("gb-upload") as HTMLElement & { add(files: File[]): void };
    upload.add([new File([], "rong.pdf"), new File([new Uint8Array(1_200_000)], "to.pdf")]);
    const said = [...document.querySelectorAll(".upload-said")].map((one) => one.textContent);
    expect(said).toEqual(["Tệp rỗng, không có nội dung.", "Tệp lớn hơn 1 MB."]);
  });

  it("asks for the word that it holds no secret before anything is sent", () => {
    page(
      '<gb-upload action="/up"><label class="upload-zone"><input type="file"></label><input type="checkbox" name="vouched"><p class="upload-note" hidden></p><ul class="upload-list"></ul></gb-upload>',
    );
    const upload = found("gb-upload") as HTMLElement & { add(files: File[]): void };
    upload.add([new File(["x"], "a.pdf")]);
    expect(document.querySelectorAll(".upload-item")).toHaveLength(0);
    expect(found(".upload-note").textContent).toContain("bí mật nhà nước");
    expect(found(".upload-note").hidden).toBe(false);
  });
});

/** Printing: page pictures with the reader's name, after the house has been told. */
import { toast } from "../elements/gb-toast";
import { wordsOf } from "../kernel/errors";
import { t } from "../kernel/i18n";
import type { Desk, Paper } from "./paper";

const MOST = 150;
const WIDTH = 1654; // 200 dots an inch on A4

export async function printing(desk: Desk, paper: Paper): Promise<void> {
  if (paper.pages > MOST) {
    toast({
      text: t("Tài liệu dài hơn {most} trang: hãy tải PDF về rồi in.", { most: MOST }),
      tone: "warning",
    });
    return;
  }
  const version = paper.version ?? 1;
  const waiting = toast({ text: t("Đang chuẩn bị trang in…") });
  const sheets = document.createElement("div");
  sheets.className = "viewer-print";
  try {
    await desk.printing(version);
    const pictures = Array.from({ length: paper.pages }, (_, place) =>
      picture(desk, paper, version, place + 1, sheets),
    );
    document.body.append(sheets);
    await Promise.all(pictures.map((image) => image.decode()));
    waiting.remove();
    window.print();
  } catch (error) {
    waiting.remove();
    toast({ text: wordsOf(error), tone: "error" });
  } finally {
    sheets.remove();
  }
}

function picture(
  desk: Desk,
  paper: Paper,
  version: number,
  page: number,
  sheets: HTMLElement,
): HTMLImageElement {
  const sheet = document.createElement("figure");
  const image = new Image();
  image.src = desk.picture(version, page, WIDTH);
  image.alt = "";
  sheet.append(image);
  if (paper.mark.length) {
    const mark = document.createElement("figcaption");
    mark.textContent = paper.mark.join(" · ");
    sheet.append(mark);
  }
  sheets.append(sheet);
  return image;
}

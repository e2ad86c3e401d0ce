/** On every page of a browser that has meetings along: may they still be read here, and has what was done arrived? */
import { t } from "../kernel/i18n";
import { listen, type TopicEvent } from "../kernel/topics";
import { check } from "../offline/taking";
import { toast } from "./gb-toast";

const KEPT = "/ngoai-tuyen/"; // there it stands on the page itself

let busy = false;
let watching = false;

export async function look(): Promise<void> {
  if (busy || !navigator.onLine) return;
  busy = true;
  try {
    const found = await check();
    if (!found) return;
    if (found.sent)
      toast({ text: t("Đã gửi {n} việc làm khi không có mạng.", { n: found.sent }), tone: "success" });
    for (const words of found.refused)
      toast({
        text: t("Không gửi được một việc làm khi không có mạng: {words}", { words }),
        tone: "error",
        ...(location.pathname === KEPT ? {} : { action: { label: t("Xem"), href: KEPT } }),
      });
    if (found.wiped)
      toast({
        text: t("{n} tài liệu mang theo không còn được xem nên đã xóa khỏi máy này.", { n: found.wiped }),
        tone: "warning",
      });
    if (found.gone)
      toast({ text: t("Tài liệu mang theo đã bị thu hồi và xóa khỏi máy này."), tone: "warning" });
    document.dispatchEvent(new Event("gb-offline"));
  } finally {
    busy = false;
  }
}

export function watch(): void {
  if (watching) return;
  watching = true;
  if (document.body.dataset.me) listen();
  window.addEventListener("online", () => void look());
  document.addEventListener("gb-topic", (event) => (event as TopicEvent).is(["offline"]) && void look());
  document.addEventListener("visibilitychange", () => !document.hidden && void look());
  void look();
}

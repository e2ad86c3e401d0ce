/** The words of the room that several parts share. */
import { t } from "../kernel/i18n";
import { clock } from "../kernel/time";
import type { Item, Meeting, Person } from "./shapes";

/** −02:10 when a limit is passed. */
export function signed(seconds: number): string {
  return `${seconds < 0 ? "−" : ""}${clock(seconds * 1000)}`;
}

/** Ahead or behind in words; within a minute is on time. */
export function pace(behind: number): { text: string; tone: "done" | "live" | "neutral" } {
  const minutes = Math.round(Math.abs(behind) / 60);
  if (minutes < 1) return { text: t("Đúng kế hoạch"), tone: "neutral" };
  if (behind > 0) return { text: t("Chậm {n} phút", { n: minutes }), tone: "live" };
  return { text: t("Sớm {n} phút", { n: minutes }), tone: "done" };
}

export const WANTED: Record<Item["wanted"], () => string> = {
  inform: () => t("Thông tin"),
  discuss: () => t("Thảo luận"),
  decide: () => t("Quyết định"),
};

export function stateOf(meeting: Meeting): string {
  switch (meeting.state) {
    case "published":
      return t("Chưa bắt đầu");
    case "running":
      return t("Đang họp");
    case "closed":
      return t("Đã kết thúc");
    case "concluded":
      return t("Đã có kết luận");
    default:
      return t("Đã hủy");
  }
}

export function presence(person: Person): { text: string; tone: string } {
  if (person.left_at) return { text: t("Đã về"), tone: "off" };
  if (person.state === "on_site")
    return { text: person.late ? t("Có mặt, muộn") : t("Có mặt"), tone: "done" };
  if (person.state === "online")
    return { text: person.late ? t("Trực tuyến, muộn") : t("Trực tuyến"), tone: "brand" };
  if (person.state === "absent" || person.answer === "absent") return { text: t("Vắng"), tone: "warning" };
  return { text: t("Chưa điểm danh"), tone: "neutral" };
}

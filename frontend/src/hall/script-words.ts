/** What the one button says: exactly what pressing it does. And what is read out as still open. */
import { t } from "../kernel/i18n";
import type { Point, Step } from "./shapes";

type Words = (step: Step) => string;

const text = (step: Step, name: string): string => String(step.fields[name] ?? "");

const STEPS: Record<string, Words> = {
  start: () => t("Bắt đầu cuộc họp"),
  round: (step) => {
    const n = Number(step.fields.number);
    return n > 1 ? t("Mở điểm danh lần {n}", { n }) : t("Mở điểm danh");
  },
  consent: (step) => t("Thông qua khối nội dung đồng thuận ({n})", { n: text(step, "count") }),
  item: (step) =>
    t("Sang nội dung {n}: {title}", {
      n: step.number ?? 0,
      title: step.title === "…" ? t("Nội dung mật") : step.title,
    }),
  paper: (step) => t("Chiếu tài liệu: {title}", { title: text(step, "title") }),
  speaker: (step) => t("Gọi phát biểu: {name}", { name: text(step, "name") }),
  question: (step) => t("Mời chất vấn: {name}", { name: text(step, "name") }),
  vote: (step) => t("Mở biểu quyết: {title}", { title: text(step, "title") }),
  vote_close: (step) => t("Đóng biểu quyết: {title}", { title: text(step, "title") }),
  vote_publish: (step) => t("Công bố kết quả: {title}", { title: text(step, "title") }),
  conclude: (step) => t("Ghi kết luận nội dung {n}", { n: step.number ?? 0 }),
  complete: (step) => t("Bổ sung đơn vị, thời hạn cho kết luận {n}", { n: text(step, "number") }),
  settle: (step) => {
    const unit = text(step, "unit");
    const n = text(step, "number");
    return unit ? t("Chốt kết luận {n}, giao {unit}", { n, unit }) : t("Chốt kết luận {n}", { n });
  },
  close: (step) => {
    const n = Number(step.fields.open);
    return n ? t("Rà soát {n} việc còn mở, kết thúc", { n }) : t("Kết thúc cuộc họp");
  },
};

/** The words of a step; a step that this browser does not know yet says its own name. */
export function stepLabel(step: Step): string {
  return STEPS[step.do]?.(step) ?? (text(step, "title") || step.do);
}

const POINTS: Record<string, () => string> = {
  no_conclusion: () => t("Cần quyết định nhưng chưa có kết luận"),
  not_held: () => t("Chưa họp đến"),
  not_adopted: () => t("Trong khối đồng thuận, chưa thông qua"),
  in_writing: () => t("Xử lý bằng văn bản sau cuộc họp"),
  incomplete: () => t("Kết luận thiếu đơn vị hoặc thời hạn"),
  draft: () => t("Kết luận chưa chốt"),
  vote: () => t("Biểu quyết chưa đóng"),
  speaking: () => t("Đang phát biểu"),
  speaker: () => t("Đăng ký phát biểu chưa được gọi"),
};

export function pointLabel(point: Point): string {
  return POINTS[point.kind]?.() ?? point.kind;
}

/** What can go wrong between a browser and the house, in one type that always has words for a person. */
import { t } from "./i18n";

export interface Refusal {
  code: string;
  message: string;
  details?: Record<string, unknown>;
}

export class HouseError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(status: number, refusal: Refusal) {
    super(refusal.message);
    this.name = "HouseError";
    this.status = status;
    this.code = refusal.code;
    this.details = refusal.details ?? {};
  }

  /** True when the same request may well succeed in a moment. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

const isRefusal = (body: unknown): body is Refusal =>
  typeof body === "object" && body !== null && "code" in body && "message" in body;

function standard(status: number): Refusal {
  if (status === 0)
    return {
      code: "net.offline",
      message: t("Mất kết nối. Nội dung đã nhập vẫn còn, hãy thử lại khi có mạng."),
    };
  if (status === 401)
    return { code: "kernel.sign_in", message: t("Phiên làm việc đã hết. Hãy đăng nhập lại.") };
  if (status === 403)
    return { code: "kernel.forbidden", message: t("Đồng chí không có quyền thực hiện việc này.") };
  if (status === 404)
    return { code: "kernel.not_found", message: t("Không tìm thấy, hoặc đồng chí không có quyền xem.") };
  if (status === 413) return { code: "net.too_large", message: t("Tệp quá lớn.") };
  if (status === 429)
    return { code: "kernel.too_many", message: t("Thao tác quá nhanh. Hãy thử lại sau giây lát.") };
  return { code: "net.failed", message: t("Hệ thống chưa trả lời được. Hãy thử lại sau ít phút.") };
}

/** Turn any answer that says no into a HouseError. */
export function refusalOf(status: number, text: string): HouseError {
  try {
    const body: unknown = JSON.parse(text);
    if (isRefusal(body)) return new HouseError(status, body);
  } catch {
    // not JSON: a proxy's page, or nothing at all
  }
  return new HouseError(status, standard(status));
}

/** The sentence to show for anything that was thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof HouseError ? error.message : standard(500).message;
}

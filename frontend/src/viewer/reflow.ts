/** Text of a page as paragraphs that a narrow screen can break: lines of print are joined again. */

const ENDS = /[.:;!?…”"»)\]]$/;
const BEGINS = /^(\d+[.)/]|[a-zđ][.)]\s|[-–•+*]\s|Điều\s|Chương\s|Mục\s|Phần\s|Căn cứ|Khoản\s|[IVXLC]+\.\s)/u;

export function paragraphs(text: string): string[] {
  const found: string[] = [];
  let open = "";
  const lines = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  const longest = Math.max(...lines.map((line) => line.length), 1);
  for (const line of lines) {
    const fresh = !line || BEGINS.test(line) || isHeading(line);
    if (fresh && open) {
      found.push(open);
      open = "";
    }
    if (!line) continue;
    open = open ? `${open} ${line}` : line;
    if ((ENDS.test(line) && line.length < longest * 0.9) || isHeading(line) || line.length < longest * 0.45) {
      found.push(open);
      open = "";
    }
  }
  if (open) found.push(open);
  return found;
}

export function isHeading(line: string): boolean {
  const letters = line.replace(/[^\p{L}]/gu, "");
  return letters.length > 3 && letters === letters.toUpperCase();
}

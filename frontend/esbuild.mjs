// Builds what the browser gets: three ES-module bundles, their style sheets, the fonts, one sprite of icons.
import { watch } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const HERE = dirname(fileURLToPath(import.meta.url));
const APP = join(HERE, "../src/giaoban");
const OUT = join(APP, "ui/static/ui/dist");
const ICONS = join(HERE, "node_modules/@tabler/icons/icons");
const WATCH = process.argv.includes("--watch");
/** Files that pdf.js asks for by name: letters that a PDF does not bring, and JPEG 2000 without wasm. */
const PDFJS = [
  ["standard_fonts", "fonts", /./],
  ["wasm", "", /nowasm_fallback\.js$|LICENSE_(PDFJS_)?OPENJPEG$/],
];
const BUDGETS = { "site.js": 25, "hall.js": 90 };

/** Tabler is Sass; esbuild is not. Only its parts listed in tabler.scss and utilities.scss are compiled. */
const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, async ({ path }) => {
      const result = await sass.compileAsync(path, {
        loadPaths: [join(HERE, "node_modules")],
        quietDeps: true,
      });
      return {
        contents: result.css.replace(/^\uFEFF/, ""),
        loader: "css",
        watchFiles: [path],
      };
    });
  },
};

async function files(folder, ending) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("/static/") && !path.includes("/node_modules/"));
}

/** An icon is used when a template, a Python file or an element names it in one of these forms. */
const USES = [
  /\{%\s*icon\s+["']([a-z0-9-]+)["']/g,
  /(?<![:\w])icon\s*[=:]\s*["']([a-z0-9-]+)["']/g,
  /["'][a-z_]+:[a-z_]+["']\)?,\s*_\(["'][^"']*["']\),\s*["']([a-z0-9-]+)["']/g, // "desk:today", _("Hôm nay"), "home"
  /["']icon["']\s*:\s*["']([a-z0-9-]+)["']/g,
  /\b(?:icon|iconButton|glyph)\(\s*["']([a-z0-9-]+)["']/g,
  /\bNext\(_\("[^"]*"\), "([a-z0-9-]+)"/g,
];

async function usedIcons() {
  const names = new Set(JSON.parse(await readFile(join(HERE, "icons.json"), "utf8")));
  const sources = [...(await files(APP, /\.(html|py)$/)), ...(await files(join(HERE, "src"), /\.ts$/))];
  for (const path of sources) {
    const text = await readFile(path, "utf8");
    for (const use of USES) for (const [, name] of text.matchAll(use)) names.add(name);
  }
  return [...names].sort();
}

async function drawing(name) {
  const [folder, file] = name.endsWith("-filled") ? ["filled", name.slice(0, -7)] : ["outline", name];
  const svg = await readFile(join(ICONS, folder, `${file}.svg`), "utf8").catch(() => null);
  if (svg === null) return null;
  const inside = svg.replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  const shapes = inside
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  const paint =
    folder === "filled"
      ? 'fill="currentColor"'
      : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${shapes}</symbol>`;
}

async function sprite() {
  const names = await usedIcons();
  const symbols = await Promise.all(names.map(drawing));
  const missing = names.filter((_, place) => symbols[place] === null);
  if (missing.length) console.warn(`no such Tabler icon: ${missing.join(", ")}`);
  if (missing.length && !WATCH) process.exitCode = 1;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.filter(Boolean).join("")}</svg>\n`;
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, "icons.svg"), svg);
  return names.length;
}

async function entries() {
  const found = await readdir(join(HERE, "src/entry"));
  return found.filter((name) => name.endsWith(".ts")).map((name) => join(HERE, "src/entry", name));
}

const options = {
  entryPoints: [
    ...(await entries()),
    ...["site", "hall", "viewer"].map((name) => join(HERE, `src/styles/${name}.css`)),
  ],
  outdir: OUT,
  entryNames: "[name]",
  chunkNames: "chunks/[name]-[hash]",
  assetNames: "fonts/[name]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome123", "firefox120", "safari17.5"],
  minify: !WATCH,
  sourcemap: WATCH ? "linked" : false,
  legalComments: "none",
  metafile: true,
  loader: { ".woff2": "file", ".woff": "empty" },
  plugins: [scss],
  logLevel: "warning",
};

/** The worker stands alone: browsers do not all let one import its parts. */
const worker = {
  ...options,
  entryPoints: [join(HERE, "src/worker/offline-worker.ts")],
  splitting: false,
  format: "iife",
};

/** What the worker keeps so that pages open without a network: the entries, all they may load but pdf.js, letters. */
async function offlineFiles({ outputs }) {
  const name = (path) => relative(OUT, join(process.cwd(), path));
  const found = new Set();
  const walk = (path) => {
    const inputs = Object.keys(outputs[path]?.inputs ?? {});
    if (found.has(path) || inputs.some((input) => input.includes("pdfjs-dist"))) return;
    found.add(path);
    for (const one of outputs[path]?.imports ?? []) walk(one.path);
  };
  for (const path of Object.keys(outputs))
    if (/^(site|offline|viewer)\.(js|css)$|^fonts\//.test(name(path))) walk(path);
  const files = [...found].map(name).filter((file) => /\.(js|css|woff2)$/.test(file));
  await writeFile(join(OUT, "offline-files.json"), JSON.stringify(["icons.svg", ...files.sort()]));
}

/** What a page loads at once: the entry, what it imports before it runs, and the room itself. */
function weight(outputs, name, seen = new Set()) {
  if (seen.has(name)) return [];
  seen.add(name);
  const atOnce = (one) => one.kind === "import-statement" || one.path.includes("/gb-hall-");
  const now = (outputs[name]?.imports ?? []).filter(atOnce);
  return [name, ...now.flatMap((one) => weight(outputs, one.path, seen))];
}

async function report({ outputs }) {
  for (const name of Object.keys(outputs).filter((path) => /dist\/[a-z]+\.(js|css)$/.test(path))) {
    const parts = await Promise.all(weight(outputs, name).map((path) => readFile(join(process.cwd(), path))));
    const kb = parts.reduce((sum, part) => sum + gzipSync(part).length, 0) / 1000;
    const file = relative(OUT, join(process.cwd(), name));
    const limit = BUDGETS[file];
    console.log(`${file.padEnd(12)} ${kb.toFixed(1).padStart(6)} kB gzip${limit ? ` (limit ${limit})` : ""}`);
    if (limit && kb > limit) {
      console.error(`${file} is over its budget`);
      process.exitCode = 1;
    }
  }
}

async function pdfAssets() {
  for (const [from, to, wanted] of PDFJS) {
    const source = join(HERE, "node_modules/pdfjs-dist", from);
    const names = (await readdir(source)).filter((name) => wanted.test(name));
    await mkdir(join(OUT, "pdfjs", to), { recursive: true });
    await Promise.all(names.map((name) => copyFile(join(source, name), join(OUT, "pdfjs", to, name))));
  }
}

if (!WATCH) await rm(OUT, { recursive: true, force: true });
console.log(`icons.svg    ${await sprite()} icons`);
await pdfAssets();
if (WATCH) {
  const context = await esbuild.context(options);
  await context.watch();
  await (await esbuild.context(worker)).watch();
  let waiting;
  watch(APP, { recursive: true }, (_, name) => {
    if (!/\.(html|py)$/.test(name ?? "")) return;
    clearTimeout(waiting);
    waiting = setTimeout(sprite, 300);
  });
  console.log("watching");
} else {
  const { metafile } = await esbuild.build(options);
  await offlineFiles(metafile);
  await esbuild.build(worker);
  await report(metafile);
}

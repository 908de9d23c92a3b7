// Builds the theme into static/theme: one stylesheet, our scripts (those of several modules as one file), GOV.UK Frontend's, htmx's and qr's, the typeface.
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const finished = join(here, "static", "theme");
const out = join(modules, `.theme-${process.pid}`); // made aside and put in place whole, so that no page is ever half dressed

// GOV.UK Frontend writes left and right; a page in Arabic or Urdu needs start and end.
const LOGICAL = [
  [/(?<![\w-])(margin|padding)-left(?=\s*:)/g, "$1-inline-start"],
  [/(?<![\w-])(margin|padding)-right(?=\s*:)/g, "$1-inline-end"],
  [/(?<![\w-])border-left(?=(-(?:color|style|width))?\s*:)/g, "border-inline-start"],
  [/(?<![\w-])border-right(?=(-(?:color|style|width))?\s*:)/g, "border-inline-end"],
  [/(?<=[{;\s])left(?=\s*:)/g, "inset-inline-start"],
  [/(?<=[{;\s])right(?=\s*:)/g, "inset-inline-end"],
  [/(?<=text-align\s*:\s*)left\b/g, "start"],
  [/(?<=text-align\s*:\s*)right\b/g, "end"],
  [/(?<=float\s*:\s*)left\b/g, "inline-start"],
  [/(?<=float\s*:\s*)right\b/g, "inline-end"],
];

function buildStyles() {
  for (const name of readdirSync(join(here, "scss")).filter((file) => /^[^_].*\.scss$/.test(file))) {
    const { css } = sass.compile(join(here, "scss", name), {
      loadPaths: [join(modules, "govuk-frontend", "dist")],
      quietDeps: true,
      style: "compressed",
    });
    const logical = LOGICAL.reduce((text, [physical, replacement]) => text.replace(physical, replacement), css);
    writeFileSync(join(out, name.replace(/\.scss$/, ".css")), logical);
  }
}

function copyScripts() {
  for (const name of readdirSync(join(here, "js")).filter((file) => file.endsWith(".js"))) copyFileSync(join(here, "js", name), join(out, name));
  copyFileSync(join(modules, "govuk-frontend/dist/govuk/govuk-frontend.min.js"), join(out, "govuk-frontend.min.js"));
  copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(out, "htmx.min.js"));
}

// Scripts of several modules, each made into one file: names of static files change with their content, so that modules
// could not import each other by name.
const BUNDLES = {
  headcounts: "headcounts/app.js",
  "kept-register": "registers/app.js",
  "signing-out": "registers/leaving.js",
  worker: "worker/worker.js",
};

function bundleScripts() {
  const entryPoints = Object.fromEntries(Object.entries(BUNDLES).map(([name, file]) => [name, join(here, "js", file)]));
  const whole = { outdir: out, bundle: true, minify: true, target: "es2022", logLevel: "warning" };
  esbuild.buildSync({ ...whole, entryPoints, format: "iife" });
  const decoder = { "qr/decode": join(modules, "qr", "decode.js") }; // reads QR codes where the browser does not
  esbuild.buildSync({ ...whole, entryPoints: decoder, format: "esm" });
}

function copyFonts() {
  const fonts = join(out, "fonts");
  const name = "atkinson-hyperlegible-next";
  mkdirSync(fonts);
  for (const subset of ["latin", "latin-ext"]) {
    for (const style of ["normal", "italic"]) {
      const file = `${name}-${subset}-wght-${style}.woff2`; // for pages
      copyFileSync(join(modules, "@fontsource-variable", name, "files", file), join(fonts, file));
    }
    for (const weight of ["400", "700"]) {
      const file = `${name}-${subset}-${weight}-normal.woff`; // for PDFs, whose maker wants one file for each weight
      copyFileSync(join(modules, "@fontsource", name, "files", file), join(fonts, file));
    }
  }
}

// Alphabets in which people here write their names, for the one line of a certificate that they stand in; and those in
// which a certificate has words of its own.
const OF_NAMES = ["arabic", "bengali", "devanagari", "ethiopic", "gujarati", "gurmukhi", "tamil"].map((script) => [`noto-sans-${script}`, script, "700"]);
const OF_WORDS = [["noto-sans-gurmukhi", "gurmukhi", "400"], ["noto-nastaliq-urdu", "arabic", "400"], ["noto-nastaliq-urdu", "arabic", "700"]];

function copyFontsOfCertificates() {
  for (const [family, script, weight] of [...OF_NAMES, ...OF_WORDS]) {
    const file = `${family}-${script}-${weight}-normal.woff`;
    copyFileSync(join(modules, "@fontsource", family, "files", file), join(out, "fonts", file));
  }
}

// Languages in which people answer surveys, whose letters the typeface lacks.
const OF_PAGES = [["noto-sans-gurmukhi", "gurmukhi", "400"], ["noto-sans-gurmukhi", "gurmukhi", "700"], ["noto-nastaliq-urdu", "arabic", "400"]];

function copyFontsOfPages() {
  for (const [family, script, weight] of OF_PAGES) {
    const file = `${family}-${script}-${weight}-normal.woff2`;
    copyFileSync(join(modules, "@fontsource", family, "files", file), join(out, "fonts", file));
  }
}

function copyIcons() {
  for (const name of readdirSync(join(here, "icons"))) copyFileSync(join(here, "icons", name), join(out, name));
}

mkdirSync(out, { recursive: true });
try {
  buildStyles();
  copyScripts();
  bundleScripts();
  copyFonts();
  copyFontsOfCertificates();
  copyFontsOfPages();
  copyIcons();
  mkdirSync(dirname(finished), { recursive: true });
  rmSync(finished, { recursive: true, force: true });
  renameSync(out, finished);
} finally {
  rmSync(out, { recursive: true, force: true });
}
console.log(`Theme built: ${readdirSync(finished).length} entries in ${finished}`);

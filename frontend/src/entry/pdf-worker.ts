/** The thread in which pdf.js reads a file. A bundle of its own, so that it comes from this site and nowhere else. */
import "pdfjs-dist/build/pdf.worker.mjs";

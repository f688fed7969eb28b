// Other people's pages: a second origin that serves what a test puts there.
import { createServer } from 'node:http';

/** Starts a server; `show(path, html, headers)` puts a page there and returns its address. */
export async function serveHost() {
  const pages = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(request.url);
    response.writeHead(page ? 200 : 204, { 'Content-Type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page?.html);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    show(path, body, headers = {}) {
      const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title></head><body><main aria-label="${path}"><h1>Host</h1>${body}</main></body></html>`;
      pages.set(path, { html, headers });
      return origin + path;
    },
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}

// Loads the page again when Trunk has built it anew. Only while `cargo xtask serve` runs.
const server = new WebSocket(new URL('/.well-known/trunk/ws', location.href.replace(/^http/, 'ws')));
server.addEventListener('message', ({ data }) => JSON.parse(data).type === 'reload' && location.reload());

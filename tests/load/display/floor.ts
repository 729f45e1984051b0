/*
 * The floor: a message of the broker to a page with nothing between. Every message is one server-sent event, every
 * event one `textContent`, in an element for each topic.
 */
import { createServer, type ServerResponse } from 'node:http';
import { connect } from 'mqtt';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Floor</title><body><script>
const shown = {};
new EventSource('/events').onmessage = ({ data }) => {
	const { topic, payload } = JSON.parse(data);
	let place = shown[topic];
	if (!place) {
		place = shown[topic] = document.body.appendChild(document.createElement('p'));
		place.dataset.topic = topic;
	}
	place.textContent = payload;
};
</script>`;

const pages = new Set<ServerResponse>();
const client = connect(process.env['MQTT_URL'] ?? '');
client.on('message', (topic, payload) => {
	const event = `data: ${JSON.stringify({ topic, payload: payload.toString() })}\n\n`;
	for (const page of pages) page.write(event);
});
await client.subscribeAsync('floor/#', { qos: 1 });

const server = createServer((request, response) => {
	if (request.url !== '/events') {
		response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
		return;
	}
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	response.flushHeaders();
	pages.add(response);
	response.once('close', () => pages.delete(response));
}).listen(0, '127.0.0.1', () => {
	const address = server.address();
	process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});

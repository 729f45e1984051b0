/* The home's broker in a process of its own, so that what it costs is neither ours nor the floor's. */
import { createServer } from 'node:net';
import { Aedes } from 'aedes';

const broker = await Aedes.createBroker();
// as mosquitto with `set_tcp_nodelay true`: else whoever also says something is told everything 40 ms late
const server = createServer({ noDelay: true }, (socket) => {
	broker.handle(socket);
}).listen(0, '127.0.0.1', () => {
	const address = server.address();
	process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});

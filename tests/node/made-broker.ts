import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes } from 'aedes';
import { pem, type Certificate } from './certificates.ts';

export interface MadeBroker {
	readonly port: number;
	/** Connections that came, also those that came to nothing. */
	readonly connections: () => number;
	readonly broker: Aedes;
	/** Cuts every line, as a router does that starts anew. */
	cut(): void;
	stop(): Promise<void>;
}

/** A broker of the test's own; with a certificate an encrypted one, with `ca` one that asks for the client's. */
export async function madeBroker(
	terms: { readonly certificate?: Certificate; readonly ca?: string; readonly password?: string } = {}
): Promise<MadeBroker> {
	const { certificate, ca, password } = terms;
	const broker = await Aedes.createBroker({
		authenticate(_client, username, given, done) {
			const isRight = password === undefined || (username === 'hemvy' && given?.toString() === password);
			// MQTT 3.1.1, CONNACK return code 5: not authorized
			done(isRight ? null : Object.assign(new Error('not authorized'), { returnCode: 5 }), isRight);
		}
	});
	let connections = 0;
	const sockets = new Set<Socket>();
	const take = (socket: Socket) => {
		connections += 1;
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.once('close', () => sockets.delete(socket));
		broker.handle(socket);
	};
	const server: Server =
		certificate === undefined
			? createServer(take)
			: createTlsServer(
					{
						...{ cert: pem(certificate.cert), key: pem(certificate.key) },
						...(ca === undefined ? {} : { ca: pem(ca), requestCert: true, rejectUnauthorized: true })
					},
					take
				);
	server.on('tlsClientError', () => (connections += 1));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const cut = () => {
		for (const socket of sockets) socket.destroy();
	};
	const address = server.address();
	return {
		port: typeof address === 'object' && address !== null ? address.port : 0,
		connections: () => connections,
		broker,
		cut,
		async stop() {
			cut();
			await new Promise((resolve) => server.close(resolve));
			await new Promise<void>((resolve) => {
				broker.close(resolve);
			});
		}
	};
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { Aedes, type AuthenticateError } from 'aedes';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { SAID_BY_NODES } from '#lib/home/announce.ts';
import { ConfigError } from '../config/variable.ts';
import type { MqttConfig } from '../config/kiosk.ts';
import { BackOff } from './back-off.ts';
import { Turns } from './turns.ts';

/** A message as it came, before anybody has looked into it. */
export interface BrokerMessage {
	readonly topic: string;
	readonly payload: Buffer;
	/** The broker kept it and says it again, or it waited there while the node was away: when it was sent is not known. */
	readonly replayed: boolean;
	/** Delivered once more, because its first delivery was not confirmed. */
	readonly again: boolean;
}

interface BrokerEvents {
	message: [BrokerMessage];
	up: [];
	/** Why, in the broker's or the system's words. */
	down: [string];
}

/** The longest wait between attempts to reach the broker: it stands in the same home. */
const LONGEST_WAIT_MS = 30_000;
/** What waited at the broker has come once the node's own mark comes back; at the latest after this. */
const REPLAY_MS = 5000;
/** A connection that has held for this long is one; what a broker ends sooner is tried again ever later. */
const STEADY_MS = 3000;

/** The one connection to the home's broker: it comes back by itself and says when it is up and down. */
export class Broker extends EventEmitter<BrokerEvents> {
	readonly #client: MqttClient;
	readonly #own: string;
	readonly #backOff = new BackOff(500, LONGEST_WAIT_MS);
	#isUp = false;
	#isReplaying = true;
	#replayTimer: NodeJS.Timeout | undefined;
	#steadyTimer: NodeJS.Timeout | undefined;
	#lastError = 'closed';

	/**
	 * @param clientId the same at every start, so that the broker keeps for the node what comes while it is away
	 * @param own the node's own broker, which hands messages over itself
	 */
	constructor(url: string, config: MqttConfig, clientId: string, own: OwnBroker | null = null) {
		super();
		this.#own = `hemvy/${clientId}`;
		this.#client = connect(url, this.#options(config, clientId));
		const turns = new Turns();
		// the package's own place for this: it acknowledges a message and reads on when it is called back
		this.#client.handleMessage = (_packet, done) => {
			turns.next(done);
		};
		this.#client.on('connect', () => {
			this.#connected(own === null ? config.topics : []);
		});
		this.#client.on('message', (topic, payload, packet) => {
			if (topic === `${this.#own}/mark`) this.#replayed();
			this.#heard({ topic, payload, replayed: packet.retain || this.#isReplaying, again: packet.dup });
		});
		own?.handOver((message) => {
			if (config.topics.some((filter) => isWithin(message.topic, filter))) this.#heard(message);
		});
		this.#client.on('error', (error) => {
			this.#lastError = error.message || error.name;
			if (!this.#isUp) this.emit('down', this.#lastError);
		});
		this.#client.on('close', () => {
			this.#client.options.reconnectPeriod = this.#backOff.next();
			clearTimeout(this.#replayTimer);
			clearTimeout(this.#steadyTimer);
			this.#isReplaying = true;
			if (!this.#isUp) return;
			this.#isUp = false;
			this.emit('down', this.#lastError);
		});
	}

	get isUp(): boolean {
		return this.#isUp;
	}

	/** Publishes once, as soon as there is a connection. @throws what the broker answers */
	async publish(
		topic: string,
		payload: string,
		options: { retain?: boolean; qos?: 0 | 1 } = {}
	): Promise<void> {
		await this.#client.publishAsync(topic, payload, {
			qos: options.qos ?? 1,
			retain: options.retain ?? false
		});
	}

	/** Says good-bye and ends. */
	async stop(): Promise<void> {
		clearTimeout(this.#replayTimer);
		clearTimeout(this.#steadyTimer);
		this.removeAllListeners();
		if (this.#isUp) {
			const bye = this.#client.publishAsync(`${this.#own}/status`, 'offline', { qos: 1, retain: true });
			await Promise.race([bye.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 500))]);
		}
		await this.#client.endAsync(!this.#isUp);
	}

	#options(config: MqttConfig, clientId: string): IClientOptions {
		const { username, password, ca, cert, key } = config;
		return {
			clientId,
			clean: false,
			keepalive: 30,
			connectTimeout: 10_000,
			reconnectPeriod: this.#backOff.next(),
			// a broker that starts up refuses for a while
			reconnectOnConnackError: true,
			will: { topic: `${this.#own}/status`, payload: Buffer.from('offline'), qos: 1, retain: true },
			...(username === null ? {} : { username }),
			...(password === null ? {} : { password }),
			...(ca === null ? {} : { ca }),
			...(cert === null ? {} : { cert }),
			...(key === null ? {} : { key })
		};
	}

	#connected(topics: readonly string[]): void {
		this.#isReplaying = true;
		clearTimeout(this.#replayTimer);
		this.#replayTimer = setTimeout(() => {
			this.#replayed();
		}, REPLAY_MS);
		const mark = `${this.#own}/mark`;
		this.#client.subscribe([...topics, mark], { qos: 1 }, (error, granted) => {
			// what a broker's rights forbid is left out there: code 128 of SUBACK
			const refused = granted?.filter(({ qos }) => qos > 2).map(({ topic }) => topic) ?? [];
			if (error || refused.length > topics.length) {
				this.#lastError =
					error?.message ?? `the broker does not let the node listen to ${refused.join(', ')}`;
				this.emit('down', this.#lastError);
				return;
			}
			this.#client.publish(mark, '', { qos: 1 });
			this.#client.publish(`${this.#own}/status`, 'online', { qos: 1, retain: true });
			this.#steadyTimer = setTimeout(() => {
				this.#backOff.reset();
			}, STEADY_MS);
			this.#isUp = true;
			this.emit('up');
		});
	}

	#heard(message: BrokerMessage): void {
		// what nodes say is made of readings: to read it would be to hear oneself
		if (!SAID_BY_NODES.test(message.topic)) this.emit('message', message);
	}

	#replayed(): void {
		clearTimeout(this.#replayTimer);
		this.#isReplaying = false;
	}
}

/** The node's own broker, for homes that have none: on this machine only, with the variables' user where one is set. */
export interface OwnBroker {
	readonly url: string;
	/**
	 * Whom every message is given to, before it is acknowledged to its sender: the broker dies with the node, so what it
	 * has acknowledged must be the node's already.
	 */
	handOver(listener: (message: BrokerMessage) => void): void;
	close(): Promise<void>;
}

/** @throws ConfigError when the port is taken */
export async function startOwnBroker(config: MqttConfig): Promise<OwnBroker> {
	let listener: ((message: BrokerMessage) => void) | null = null;
	const turns = new Turns();
	const broker = await Aedes.createBroker({
		heartbeatInterval: 60_000,
		// asked before the acknowledgement, which goes out before anything else happens with the message
		authorizePublish(_client, { topic, payload, dup }, done) {
			if (topic.startsWith('$')) {
				done(new Error('topics with $ are the broker’s own'));
				return;
			}
			listener?.({ topic, payload: Buffer.from(payload), replayed: false, again: dup });
			turns.next(() => {
				done(null);
			});
		},
		authenticate(_client, username, password, done) {
			const isRight =
				config.username === null ||
				(isSame(username, config.username) && isSame(password?.toString(), config.password ?? ''));
			done(isRight ? null : refusal(), isRight);
		}
	});
	const sockets = new Set<Socket>();
	// a small message does not wait until the one before has been acknowledged, which takes 40 ms
	const server = createServer({ noDelay: true }, (socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
		broker.handle(socket);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error) => {
			reject(
				new ConfigError(
					'HEMVY_MQTT_PORT',
					`${config.embeddedPort} cannot be listened on (${error.message}): ` +
						`write another, or MQTT_URL=mqtt://127.0.0.1:${config.embeddedPort} for the broker that is there.`
				)
			);
		});
		server.listen(config.embeddedPort, '127.0.0.1', resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : config.embeddedPort;
	return {
		url: `mqtt://127.0.0.1:${port}`,
		handOver(to) {
			listener = to;
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise<void>((resolve) =>
				server.close(() => {
					resolve();
				})
			);
			await new Promise<void>((resolve) => {
				broker.close(resolve);
			});
		}
	};
}

/** MQTT 3.1.1, §4.7: does a topic match a filter with its + and #? */
function isWithin(topic: string, filter: string): boolean {
	const levels = topic.split('/');
	const wanted = filter.split('/');
	if (wanted.at(-1) === '#') {
		wanted.pop();
		return levels.length >= wanted.length && wanted.every((level, i) => level === '+' || level === levels[i]);
	}
	return levels.length === wanted.length && wanted.every((level, i) => level === '+' || level === levels[i]);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (given: string | undefined, wanted: string) =>
	given !== undefined && timingSafeEqual(digest(given), digest(wanted));

/** MQTT 3.1.1, CONNACK return code 4: bad user name or password. The package's own name for it is there for types only. */
function refusal(): AuthenticateError {
	// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is const and cannot be imported
	return Object.assign(new Error('bad user name or password'), {
		returnCode: 4
	});
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError, isLoopback, whole, type Environment, type Variable } from './variable.ts';

/** Every variable that the home node reads, in the order in which they are checked. */
export const KIOSK_VARIABLES = [
	{ name: 'HOST', description: 'Address that the wall display’s page listens on.', fallback: '127.0.0.1' },
	{ name: 'PORT', description: 'Port that the wall display’s page listens on.', fallback: '3100' },
	{
		name: 'HEMVY_NODE_DATA',
		description: 'Folder of the home node’s own store; holds its key to the central system.',
		fallback: '.data/node'
	},
	{
		name: 'HEMVY_NODE_DISK_MB',
		description: 'Most megabytes that the store takes: what is oldest goes before what is new is refused.',
		fallback: '400'
	},
	{
		name: 'HEMVY_NODE_NAME',
		description: 'What the node calls itself when it asks to be paired.',
		fallback: 'Väggdisplay'
	},
	{
		name: 'MQTT_URL',
		description:
			'The home’s MQTT broker: mqtt://HOST:1883 or mqtts://HOST:8883. Without it the node starts one of its own on 127.0.0.1.',
		fallback: ''
	},
	{ name: 'MQTT_USERNAME', description: 'User name at the broker.', fallback: '' },
	{ name: 'MQTT_PASSWORD', description: 'Password at the broker.', fallback: '', secret: true },
	{
		name: 'MQTT_CA',
		description:
			'File with the certificate (PEM) that the broker’s is checked against, where it is a private one.',
		fallback: ''
	},
	{
		name: 'MQTT_CERT',
		description: 'File with the node’s own certificate (PEM) for the broker.',
		fallback: ''
	},
	{ name: 'MQTT_KEY', description: 'File with the key (PEM) of MQTT_CERT.', fallback: '' },
	{
		name: 'MQTT_TOPICS',
		description: 'Topics to listen to, parted by commas, as the broker’s rights allow.',
		fallback: '#'
	},
	{
		name: 'HEMVY_MQTT_PORT',
		description: 'Port of the node’s own broker on 127.0.0.1, when MQTT_URL is not set.',
		fallback: '1883'
	},
	{
		name: 'HEMVY_ANNOUNCE',
		description:
			'Whether the node announces what it shows to Home Assistant and the like, by MQTT discovery: 1 or 0. Without it, yes where the broker stands in the home by its address.',
		fallback: ''
	},
	{
		name: 'HEMVY_CENTRAL_URL',
		description:
			'The portal that collects the hourly values, such as https://home.example.se. Without it nothing leaves the home.',
		fallback: ''
	},
	{
		name: 'HEMVY_PIN',
		description:
			'PIN of the pages on which devices are set up, 4 to 8 digits. Without it the display asks for one.',
		fallback: '',
		secret: true
	},
	{
		name: 'HEMVY_NODE_HOSTS',
		description:
			'Names by which browsers reach the wall display, parted by commas, besides addresses, localhost and names that end with .local.',
		fallback: ''
	},
	{
		name: 'HEMVY_METRICS',
		description: 'Who may ask for /metrics: local, this machine only, or open.',
		fallback: 'local'
	},
	{
		name: 'LOG_LEVEL',
		description: 'Least serious entry that is logged: fatal, error, warn, info, debug, trace or silent.',
		fallback: 'info'
	}
] as const satisfies readonly Variable[];

type Name = (typeof KIOSK_VARIABLES)[number]['name'];

/** How the home's broker is reached, and who the node is there. */
export interface MqttConfig {
	/** null: the node starts a broker of its own on 127.0.0.1:`embeddedPort`. */
	readonly url: string | null;
	readonly embeddedPort: number;
	readonly username: string | null;
	readonly password: string | null;
	/** PEM texts. */
	readonly ca: string | null;
	readonly cert: string | null;
	readonly key: string | null;
	readonly topics: readonly string[];
}

export interface KioskConfig {
	readonly host: string;
	readonly port: number;
	readonly dataDir: string;
	/** Megabytes. */
	readonly diskMb: number;
	readonly name: string;
	readonly mqtt: MqttConfig;
	/** The node announces what it shows at the broker. */
	readonly announce: boolean;
	/** null: the node delivers nothing. */
	readonly centralUrl: URL | null;
	readonly pin: string | null;
	/** Lower-case names that a request may be meant for, besides the usual ones. */
	readonly hosts: readonly string[];
	/** Whether other machines may ask for the figures. */
	readonly openMetrics: boolean;
	readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

const orNull = (schema: z.ZodType<string>) => z.union([z.literal('').transform(() => null), schema]);

const isBroker = (text: string) =>
	/^(mqtts?|wss?):\/\/./.test(text) && URL.canParse(text.replace(/^\w+:/, 'http:'));

/** Whether a broker's address is one of a home's own network: private, link-local, or a name that is known there only. */
function isInHome(url: string): boolean {
	const { hostname } = new URL(url.replace(/^\w+:/, 'http:'));
	if (isLoopback(hostname) || /^\[f[cde]/.test(hostname)) return true;
	if (/^\d/.test(hostname)) return /^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\./.test(hostname);
	return !hostname.includes('.') || /\.(?:local|lan|home|internal|home\.arpa)$/.test(hostname);
}

const isCentral = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Per variable: its schema, and what to write instead of a value that it refuses. */
const RULES = {
	HOST: {
		schema: z.string().regex(/^[\w.:[\]-]+$/),
		write: 'write an address to listen on, such as 127.0.0.1'
	},
	PORT: { schema: whole(0, 65535), write: 'write a port number, 1 to 65535' },
	HEMVY_NODE_DATA: { schema: z.string().min(1), write: 'write a folder' },
	HEMVY_NODE_DISK_MB: { schema: whole(8, 1_000_000), write: 'write a number of megabytes, 8 or more' },
	HEMVY_NODE_NAME: { schema: z.string().trim().min(1).max(40), write: 'write a name of 1 to 40 characters' },
	MQTT_URL: {
		schema: orNull(z.string().refine(isBroker)),
		write: 'write mqtt://HOST:1883 or mqtts://HOST:8883'
	},
	MQTT_USERNAME: { schema: orNull(z.string()), write: 'write a user name' },
	MQTT_PASSWORD: { schema: orNull(z.string()), write: 'write a password' },
	MQTT_CA: { schema: orNull(z.string()), write: 'write the path of a PEM file' },
	MQTT_CERT: { schema: orNull(z.string()), write: 'write the path of a PEM file' },
	MQTT_KEY: { schema: orNull(z.string()), write: 'write the path of a PEM file' },
	MQTT_TOPICS: {
		schema: z
			.string()
			.transform((text) => text.split(',').map((topic) => topic.trim()))
			.pipe(z.array(z.string().regex(/^(?:[^#]+\/)?#$|^[^#]+$/)).min(1)),
		write: 'write topics parted by commas, such as zigbee2mqtt/#,wmbusmeters/#'
	},
	HEMVY_MQTT_PORT: { schema: whole(0, 65535), write: 'write a port number, 1 to 65535' },
	HEMVY_ANNOUNCE: { schema: z.enum(['', '0', '1']), write: 'write 1 or 0' },
	HEMVY_CENTRAL_URL: {
		schema: orNull(z.string().refine(isCentral)),
		write: 'write protocol and host, such as https://home.example.se'
	},
	HEMVY_PIN: { schema: orNull(z.string().regex(/^\d{4,8}$/)), write: 'write 4 to 8 digits' },
	HEMVY_NODE_HOSTS: {
		schema: z
			.string()
			.transform((text) => text.split(',').map((name) => name.trim().toLowerCase()))
			.transform((names) => names.filter((name) => name !== ''))
			.pipe(z.array(z.string().regex(/^[a-z\d]([a-z\d.-]*[a-z\d])?$/))),
		write: 'write names parted by commas, such as display.home.arpa'
	},
	HEMVY_METRICS: {
		schema: z.enum(['local', 'open']).transform((text) => text === 'open'),
		write: 'write local or open'
	},
	LOG_LEVEL: {
		schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
		write: 'write fatal, error, warn, info, debug, trace or silent'
	}
} as const satisfies Record<Name, { schema: z.ZodType; write: string }>;

/** One variable, parsed. An empty value counts as not set. @throws ConfigError */
function read<N extends Name>(environment: Environment, name: N): z.infer<(typeof RULES)[N]['schema']> {
	const variable: Variable | undefined = KIOSK_VARIABLES.find((each) => each.name === name);
	const { schema, write } = RULES[name];
	const text = environment[name] || (variable?.fallback ?? '');
	const result = schema.safeParse(text);
	if (result.success) return result.data as z.infer<(typeof RULES)[N]['schema']>;
	throw new ConfigError(name, `${variable?.secret ? 'cannot be used' : `is "${text}"`}: ${write}.`);
}

function pem(environment: Environment, name: 'MQTT_CA' | 'MQTT_CERT' | 'MQTT_KEY'): string | null {
	const file = read(environment, name);
	if (file === null) return null;
	try {
		return readFileSync(file, 'utf8');
	} catch {
		throw new ConfigError(name, `is "${file}", which cannot be read: ${RULES[name].write}.`);
	}
}

function readMqtt(environment: Environment): MqttConfig {
	const mqtt = {
		url: read(environment, 'MQTT_URL'),
		username: read(environment, 'MQTT_USERNAME'),
		password: read(environment, 'MQTT_PASSWORD'),
		ca: pem(environment, 'MQTT_CA'),
		cert: pem(environment, 'MQTT_CERT'),
		key: pem(environment, 'MQTT_KEY'),
		topics: read(environment, 'MQTT_TOPICS'),
		embeddedPort: read(environment, 'HEMVY_MQTT_PORT')
	};
	if ((mqtt.cert === null) !== (mqtt.key === null)) {
		const missing = mqtt.cert === null ? 'MQTT_CERT' : 'MQTT_KEY';
		throw new ConfigError(missing, `is not set: a certificate and its key go together.`);
	}
	if (mqtt.password !== null && mqtt.username === null) {
		throw new ConfigError('MQTT_USERNAME', 'is not set while MQTT_PASSWORD is: write the user name.');
	}
	return mqtt;
}

/**
 * The home node's configuration from its environment variables.
 * @throws ConfigError on the first variable that is malformed or at odds with another
 */
export function readKioskConfig(environment: Environment): KioskConfig {
	const central = read(environment, 'HEMVY_CENTRAL_URL');
	const centralUrl = central === null ? null : new URL(central);
	if (centralUrl?.protocol === 'http:' && !isLoopback(centralUrl.hostname)) {
		throw new ConfigError(
			'HEMVY_CENTRAL_URL',
			`is "${centralUrl.origin}": readings travel there, so write an address with https.`
		);
	}
	const mqtt = readMqtt(environment);
	const announce = read(environment, 'HEMVY_ANNOUNCE');
	return {
		host: read(environment, 'HOST'),
		port: read(environment, 'PORT'),
		dataDir: read(environment, 'HEMVY_NODE_DATA'),
		diskMb: read(environment, 'HEMVY_NODE_DISK_MB'),
		name: read(environment, 'HEMVY_NODE_NAME'),
		mqtt,
		announce: announce === '' ? mqtt.url === null || isInHome(mqtt.url) : announce === '1',
		centralUrl,
		pin: read(environment, 'HEMVY_PIN'),
		hosts: read(environment, 'HEMVY_NODE_HOSTS'),
		openMetrics: read(environment, 'HEMVY_METRICS'),
		logLevel: read(environment, 'LOG_LEVEL')
	};
}

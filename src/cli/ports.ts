import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isFree } from '#lib/server/db/embedded.ts';
import { PlainError } from './plain-error.ts';

/** A host as it stands in an address that this machine can call. */
export const hostInUrl = (host: string): string =>
	host === '0.0.0.0' || host === '::'
		? '127.0.0.1'
		: host.includes(':') && !host.startsWith('[')
			? `[${host}]`
			: host;

export interface PortCheck {
	readonly port: number;
	readonly host: string;
	/** The port that is taken without a wish; another start is shown the next one. */
	readonly usual: number;
	/** The variable that chooses it. */
	readonly variable: string;
	readonly command: string;
}

/**
 * What a killed run left behind ends by itself within a moment; anything else is the operator's to decide.
 * @throws PlainError
 */
export async function checkPort({ port, host, usual, variable, command }: PortCheck): Promise<void> {
	const end = Date.now() + 3_000;
	while (Date.now() < end) {
		if (await isFree(port, host.replace(/^\[|\]$/g, ''))) return;
		await sleep(200);
	}
	const free = port === usual ? usual + 1 : await freePort();
	if (await isHemvy(`http://${hostInUrl(host)}:${port}`)) {
		const another = variable === 'PORT' ? `PORT=${free}` : `PORT=0 ${variable}=${free}`;
		throw new PlainError(
			`Hemvy is running already on port ${port}. Stop that one (Ctrl-C in its terminal), ` +
				`or start another with ports and a data folder of its own: ${another} HEMVY_DATA=.data-2 ${command}`
		);
	}
	throw new PlainError(
		`Port ${port} is in use. Stop what listens there, or choose another port: ${variable}=${free} ${command}`
	);
}

/** Whether what answers there is a Hemvy. */
async function isHemvy(address: string): Promise<boolean> {
	try {
		const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) });
		const said = (await answer.json()) as object;
		return 'database' in said || 'brokerUrl' in said;
	} catch {
		return false;
	}
}

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { PlainError } from './plain-error.ts';

/**
 * A secret, never from the command line, where other users of the machine see it: typed without being shown, twice, or
 * the first line of what is piped in. @throws PlainError when both are not the same
 */
export async function readSecret(asked: string): Promise<string> {
	if (!process.stdin.isTTY) return firstLine();
	const first = await typed(`${asked}: `);
	if ((await typed('Once more: ')) !== first)
		throw new PlainError('Those were two different ones. Try again.');
	return first;
}

async function firstLine(): Promise<string> {
	const lines = createInterface({ input: process.stdin });
	for await (const line of lines) return line;
	return '';
}

async function typed(question: string): Promise<string> {
	const silent = new Writable({
		write: (_chunk, _encoding, done) => {
			done();
		}
	});
	process.stderr.write(question);
	const line = createInterface({ input: process.stdin, output: silent, terminal: true });
	line.once('SIGINT', () => process.exit(130));
	try {
		return await line.question('');
	} finally {
		line.close();
		process.stderr.write('\n');
	}
}

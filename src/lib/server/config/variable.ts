import { z } from 'zod';

/** One environment variable of an app: what the README's table says of it. */
export interface Variable {
	readonly name: string;
	readonly description: string;
	/** What holds when it is not set; null where it must be set. */
	readonly fallback: string | null;
	/** Its value is never printed. */
	readonly secret?: true;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that cannot be used. The message is one line: name, what is wrong, what to write. */
export class ConfigError extends Error {
	override readonly name = 'ConfigError';
	readonly variable: string;

	constructor(variable: string, message: string) {
		super(`${variable} ${message}`);
		this.variable = variable;
	}
}

/** Whether an address to listen on is reached from this machine only. */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A whole number within bounds, as text. */
export const whole = (least: number, most: number) =>
	z
		.string()
		.regex(/^\d{1,9}$/)
		.transform(Number)
		.pipe(z.number().min(least).max(most));

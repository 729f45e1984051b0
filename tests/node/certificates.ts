import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Certificate {
	/** Files. */
	readonly cert: string;
	readonly key: string;
}

/** Certificates for a test, made by openssl and gone with it. */
export class Authority {
	readonly #dir = mkdtempSync(path.join(tmpdir(), 'hemvy-certificates-'));
	/** The authority's own certificate: a file. */
	readonly ca: string;

	constructor(name: string) {
		this.ca = this.#file('ca.pem');
		const subject = ['-subj', `/CN=${name}`, '-days', '2'];
		openssl('req', '-x509', ...EC, '-keyout', this.#file('ca.key'), '-out', this.ca, ...subject);
	}

	/** A certificate for a host, as `IP:127.0.0.1` or `DNS:broker.local`. */
	issue(host: string): Certificate {
		const base = host.replaceAll(/\W/g, '-');
		const [cert, key, request, extension] = ['pem', 'key', 'csr', 'ext'].map((end) =>
			this.#file(`${base}.${end}`)
		) as [string, string, string, string];
		writeFileSync(extension, `subjectAltName=${host}\n`);
		openssl('req', '-new', ...EC, '-keyout', key, '-out', request, '-subj', `/CN=${base}`);
		const signer = ['-CA', this.ca, '-CAkey', this.#file('ca.key'), '-CAcreateserial', '-days', '2'];
		openssl('x509', '-req', '-in', request, '-out', cert, ...signer, '-extfile', extension);
		return { cert, key };
	}

	drop(): void {
		rmSync(this.#dir, { recursive: true, force: true });
	}

	#file(name: string): string {
		return path.join(this.#dir, name);
	}
}

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Whether there is an openssl; says so where there is none. */
export function hasOpenssl(): boolean {
	const isThere = spawnSync('openssl', ['version']).status === 0;
	if (!isThere) console.warn('openssl is not installed, so the tests of encrypted brokers are skipped.');
	return isThere;
}

function openssl(...words: string[]): void {
	const { status, stderr } = spawnSync('openssl', words, { encoding: 'utf8' });
	if (status !== 0) throw new Error(`openssl ${words.join(' ')}: ${stderr}`);
}

export const pem = (file: string): string => readFileSync(file, 'utf8');

import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** The key of demo accounts' secrets: everybody knows it, as they know the passwords. */
export const DEMO_SECRET_KEY = 'hemvy demo';

const keys = new Map<string, Buffer>();

/** 32 bytes from what the environment holds, worked out once. */
function keyOf(word: string): Buffer {
	let key = keys.get(word);
	if (key === undefined) keys.set(word, (key = scryptSync(word, 'hemvy sealed secret', 32)));
	return key;
}

/** Bytes that only who has the word can read or make: AES-256-GCM as nonce, tag, text. */
export function seal(word: string, plain: Uint8Array): Buffer {
	const nonce = randomBytes(NONCE);
	const cipher = createCipheriv('aes-256-gcm', keyOf(word), nonce);
	const text = Buffer.concat([cipher.update(plain), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** What was sealed with the word; null when it was another or the bytes have been touched. */
export function openSealed(word: string, sealed: Uint8Array): Buffer | null {
	const bytes = Buffer.from(sealed);
	if (bytes.length <= NONCE + TAG) return null;
	try {
		const opener = createDecipheriv('aes-256-gcm', keyOf(word), bytes.subarray(0, NONCE));
		opener.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
		return Buffer.concat([opener.update(bytes.subarray(NONCE + TAG)), opener.final()]);
	} catch {
		return null;
	}
}

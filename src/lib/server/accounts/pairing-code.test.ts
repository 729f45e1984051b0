import { describe, expect, it } from 'vitest';
import { makeNodeKey, makeTicket, readNodeKey, readTicket } from './node-key.ts';
import { makePairingCode, readPairingCode } from './pairing-code.ts';

describe('a pairing code', () => {
	it('is eight characters that nobody mixes up, in two groups', () => {
		for (let i = 0; i < 200; i++)
			expect(makePairingCode().code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
	});

	it('is the same however it is typed', () => {
		const { code, hash } = makePairingCode();
		const loose = code.replace('-', '  ').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
		for (const typed of [code, code.replace('-', ''), ` ${code} `, code.replace('-', '–'), loose])
			expect(readPairingCode(typed), typed).toBe(hash);
	});

	it('is told from what can be none before the database is asked', () => {
		for (const typed of ['', 'K7MQ', 'K7MQ-4XTDD', 'K7MQ-4XTU', 'ÅÄÖ7-4XTD', 'K7MQ_4XTD'])
			expect(readPairingCode(typed), typed).toBeNull();
	});
});

describe('a node’s key and ticket', () => {
	it('are found in their own header and in no other', () => {
		const { key, id, secretHash } = makeNodeKey();
		const { ticket, hash } = makeTicket();
		expect(readNodeKey(`Node ${key}`)).toEqual({ id, secretHash });
		expect(readTicket(`Ticket ${ticket}`)).toBe(hash);
		for (const other of [null, '', key, `Bearer ${key}`, `Node ${ticket}`, `Node ${key}x`, `Node ${key} `])
			expect(readNodeKey(other), String(other)).toBeNull();
		expect(readTicket(`Ticket ${key}`)).toBeNull();
	});
});

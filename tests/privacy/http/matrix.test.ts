import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../database/fresh.ts';
import { HOUSEHOLD_MEDIA } from '../../fixtures/household.ts';
import { startPortal, type RunningPortal } from '../../fixtures/portal.ts';
import { RESOLUTIONS, type Resolution } from '../asking.ts';
import { MATRIX } from '../matrix-rows.ts';
import { Client } from './client.ts';
import { DOORS } from './doors.ts';
import { HttpScene, type Said } from './http-scene.ts';
import { sayTally } from './tally.ts';

const REPORT = path.resolve(import.meta.dirname, '../../../reports/matrix-http.md');
const HEAD = ['Actor', 'Condition', 'Month', 'Day', 'Hour', 'doors asked', 'closed', 'as if not there'];

describe('who reads what, asked at every door of the portal', () => {
	let database: FreshDatabase;
	let portal: RunningPortal;
	let client: Client;
	const results: (readonly string[])[] = [];
	const all: Said[] = [];
	const sum = (of: (said: Said) => number) => all.reduce((total, said) => total + of(said), 0);

	beforeAll(async () => {
		database = await freshDatabase();
		portal = await startPortal(database.urls.portal);
		client = new Client(portal.address);
	});
	afterAll(async () => {
		client.close();
		await portal.stop();
		await database.close();
		mkdirSync(path.dirname(REPORT), { recursive: true });
		const lines = [HEAD, HEAD.map(() => '---'), ...results].map((cells) => `| ${cells.join(' | ')} |`);
		writeFileSync(REPORT, `${lines.join('\n')}\n`);
		const [asked, refused, alike] = [sum((s) => s.asked), sum((s) => s.refused), sum((s) => s.alike)];
		console.log(
			`${lines.join('\n')}\nThe matrix over HTTP: ${results.length} rows at ${DOORS.length} doors, ${asked} questions: ` +
				`${asked - refused} answered, ${refused} refused, ${alike} of those with the bytes of what is not there`
		);
		sayTally('matrix over HTTP', { questions: { tried: refused, refused } });
	});

	test.each(MATRIX.map((row) => [`${row.actor}: ${row.condition}`, row] as const))('%s', async (_, row) => {
		const scene = new HttpScene(database, client);
		const ask = await row.arrange(scene);
		const media = row.media ?? HOUSEHOLD_MEDIA;
		const answers = await Promise.all(
			RESOLUTIONS.map(async (resolution) => ({
				resolution,
				opened: await Promise.all(media.map((medium) => ask(resolution, medium)))
			}))
		);
		const { said } = scene;
		all.push(said);
		const isRead = (resolution: Resolution) => row.reads.includes(resolution);
		for (const { resolution, opened } of answers) {
			expect(opened, resolution).toEqual(media.map(() => isRead(resolution)));
		}
		const unread = RESOLUTIONS.filter((resolution) => !isRead(resolution));
		const hidden = media.flatMap((medium) => unread.map((resolution) => `${medium} ${resolution}`));
		expect(
			hidden.filter((figure) => said.revealed.has(figure)),
			'figures that none may see'
		).toEqual([]);
		const cells = RESOLUTIONS.map((resolution) => (isRead(resolution) ? 'yes' : 'no'));
		const counts = [said.asked, said.refused, said.alike].map(String);
		results.push([row.actor, row.condition, ...cells, ...counts]);
	});

	test('every door has opened to somebody and stayed closed to somebody', () => {
		const unopened = DOORS.filter(({ isSure, name }) => isSure && !all.some((s) => s.opened.has(name)));
		const unclosed = DOORS.filter(({ name }) => !all.some((s) => s.closed.has(name)));
		expect([unopened, unclosed].map((doors) => doors.map(({ name }) => name))).toEqual([[], []]);
	});

	test('nothing broke while they were asked', () => {
		expect(
			portal
				.said()
				.split('\n')
				.filter((line) => /"level":[56]0/.test(line))
		).toEqual([]);
	});
});

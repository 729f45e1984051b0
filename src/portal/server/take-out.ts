import { civilDay } from '#lib/energy/calendar.ts';
import type { Language } from '#lib/i18n/formats.ts';
import type { Reader } from '#lib/server/consumption/reader.ts';
import { takeOut } from '#lib/server/consumption/take-out/take-out.ts';
import { describe } from './log.ts';
import { portal } from './portal.ts';

/** Most take-outs that a process makes at a time: each is some seconds of work. */
const MOST = 4;
/** Whose are being made: one at a time for each sign-in. */
const underWay = new Set<string>();

/**
 * The answer with everything about whoever presents the token, as a ZIP archive that is made while it is sent.
 * `nothing`: they have and had no home. `busy`: one is under way for them, or too many for others.
 */
export async function takeOutAnswer(
	reader: Reader,
	language: Language
): Promise<Response | 'nothing' | 'busy'> {
	const { token, now } = reader;
	if (underWay.has(token) || underWay.size >= MOST) return 'busy';
	underWay.add(token);
	let archive: AsyncGenerator<Uint8Array, void> | null = null;
	try {
		archive = await takeOut(reader, language);
	} finally {
		if (archive === null) underWay.delete(token);
	}
	if (archive === null) return 'nothing';
	return new Response(
		streamOf(archive, () => underWay.delete(token)),
		{
			headers: {
				'content-type': 'application/zip',
				// nothing in it says whose it is
				'content-disposition': `attachment; filename="hemvy-${civilDay(now)}.zip"`
			}
		}
	);
}

/** Made as fast as it is taken; whoever hangs up ends it. */
function streamOf(archive: AsyncGenerator<Uint8Array, void>, onEnd: () => void): ReadableStream<Uint8Array> {
	return new ReadableStream<Uint8Array>({
		async pull(controller) {
			try {
				const { done, value } = await archive.next();
				if (!done) {
					controller.enqueue(value);
					return;
				}
				onEnd();
				controller.close();
			} catch (thrown) {
				onEnd();
				portal().log.error(describe(thrown), 'take-out broke off');
				controller.error(thrown);
			}
		},
		async cancel() {
			onEnd();
			await archive.return(undefined);
		}
	});
}

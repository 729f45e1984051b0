import type { Medium } from '#lib/energy/medium.ts';
import { choiceKey, consentText } from '#lib/privacy/consent-text.ts';
import type { ConsentLanguage } from '#lib/privacy/consent-texts.ts';
import type { ChosenPurpose, ChosenResolution } from '#lib/privacy/purpose.ts';
import type { Pool } from '../db/connection.ts';
import { callAsSession } from '../db/session.ts';

/** `no_home`: not theirs, over, or without such a medium. `not_offered`: no such switch in this home. */
export type ChooseAnswer = 'done' | 'no_home' | 'not_offered';

/** Switches to turn, all of one purpose and resolution. */
export interface Turn {
	readonly home: string;
	readonly purpose: ChosenPurpose;
	readonly media: readonly Medium[];
	readonly resolution: ChosenResolution;
	readonly isOn: boolean;
	/** In which language the text stood beside the switch. */
	readonly language: ConsentLanguage;
}

/** Switches a resolution on or off, medium by medium, in one transaction: each a record of its own. */
export async function choose(pool: Pool, token: string, turn: Turn): Promise<ChooseAnswer> {
	const { home, purpose, media, resolution, isOn, language } = turn;
	const key = choiceKey(purpose, resolution);
	if (key === null) return 'not_offered';
	const { version, hash } = consentText(key, language);
	const rows = await callAsSession<{ answer: ChooseAnswer }>(
		pool,
		token,
		`select consent.choose($1::uuid, $2, m, $4, $5::boolean, $6::int, decode($7, 'hex'), $8) as answer
			from unnest($3::text[]) m`,
		[home, purpose, media, resolution, isOn, version, hash, language]
	);
	return rows.find(({ answer }) => answer !== 'done')?.answer ?? (rows.length > 0 ? 'done' : 'no_home');
}

import { sequence, type ServerInit } from '@sveltejs/kit/hooks';
import { answered, meant, ours } from './hooks/answered.ts';
import { guarded } from './hooks/guarded.ts';
import { language } from './hooks/language.ts';
import { logged } from './hooks/logged.ts';
import { secured } from './hooks/secured.ts';
import { session } from './hooks/session.ts';
import { openKiosk } from './server/home-node.ts';
import { runUntilTold } from './server/run.ts';

/** The node runs before the first request; what it cannot start with is said in one line. */
export const init: ServerInit = async () => {
	try {
		runUntilTold(await openKiosk());
	} catch (error) {
		if (!(error instanceof Error) || !/^(Config|Store)Error$/.test(error.name)) throw error;
		console.error(error.message);
		process.exit(1);
	}
};

export const handle = sequence(logged, secured, meant, answered, ours, session, guarded, language);

export { handleError } from './hooks/logged.ts';

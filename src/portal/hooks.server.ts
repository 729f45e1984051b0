import { sequence, type ServerInit } from '@sveltejs/kit/hooks';
import { warmPasswords } from '#lib/server/accounts/password.ts';
import { answered, ours } from './hooks/answered.ts';
import { language } from './hooks/language.ts';
import { logged } from './hooks/logged.ts';
import { secured } from './hooks/secured.ts';
import { session } from './hooks/session.ts';
import { portal } from './server/portal.ts';

/** A variable that cannot be used stops the start here, before the first request. */
export const init: ServerInit = async () => {
	portal();
	await warmPasswords();
};

export const handle = sequence(logged, secured, answered, ours, session, language);

export { handleError } from './hooks/logged.ts';

import { displayStateFor } from '#kiosk/server/display-state.ts';
import type { RequestHandler } from './$types';

/** What whoever asks may see of the home now. */
export const GET: RequestHandler = ({ locals }) => Response.json(displayStateFor(locals.session));

import { callForYes, type Caller } from './caller.ts';

/** Whoever signs in with this address lives in the sublet home and decides there; false: nobody does, or it is not sublet. */
export const addSubtenant = (caller: Caller, home: string, email: string): Promise<boolean> =>
	callForYes(caller, 'staff.add_subtenant($1::uuid, $2)', [home, email]);

/** Takes a subtenant back who was entered wrongly. */
export const removeSubtenant = (caller: Caller, home: string, person: string): Promise<boolean> =>
	callForYes(caller, 'staff.remove_subtenant($1::uuid, $2::uuid)', [home, person]);

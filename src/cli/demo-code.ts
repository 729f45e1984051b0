import { STEP_S, totpCode } from '#lib/server/accounts/totp.ts';
import { demoSecret } from '#lib/server/demo/demo-accounts.ts';

/** The present code of the sample's staff, and for how long it is. @param now UTC seconds */
export function demoCodeWords(now: number): string {
	const left = STEP_S - Math.floor(now % STEP_S);
	return `${totpCode(demoSecret(), Math.floor(now / STEP_S))}  (for another ${left} s; each code once an account)`;
}

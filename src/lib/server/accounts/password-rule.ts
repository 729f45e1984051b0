/*
 * Which passwords are taken, after NIST SP 800-63B: length counts, no rules about signs, nothing that everybody tries
 * first. That is told by its making, not by a list: a common word, a run on the keyboard or one thing again and again,
 * with or without figures and signs around it.
 */

export const PASSWORD_LEAST = 8;

/** `own`: made of the own name or address. */
export type PasswordFault = 'short' | 'common' | 'own';

/** What people take before anything else, in the languages of this portal; letters alone, the commonest first. */
const COMMON = new Set(
	`password passord losenord adgangskode hemligt hemlig secret welcome valkommen velkommen letmein admin
	administrator root user test testing default changeme master login access guest service
	hemvy hyresgast tenant leietaker portal energi energy
	iloveyou alskling kjaereste jagalskardig jegelskerdeg sunshine solsken princess prinsessa prinsesse flower blomma
	sommar sommer summer vinter winter host autumn hosten varen spring januari februari mars april maj juni juli augusti
	september oktober november december monday mandag fredag friday sweden sverige norge norway stockholm goteborg malmo oslo
	bergen trondheim london football fotboll fotball hockey handboll baseball soccer liverpool arsenal manchester chelsea
	superman batman spiderman pokemon starwars minecraft dragon monkey tiger shadow killer hunter ranger mustang ferrari
	volvo michael jordan jennifer charlie daniel thomas robert andrea jessica ashley nicole hannah jonathan alexander
	anna maria emma erik johan magnus anders kalle olle lisa sara computer dator internet google facebook samsung iphone
	windows freedom whatever trustno nothing killen mamma pappa family familj hejsan hejhej hallo hello
	abba zlatan bamse pippi mormor farmor hundar katten`.split(/\s+/)
);
const RUNS = [
	'qwertyuiopå',
	'asdfghjklöä',
	'zxcvbnm',
	'abcdefghijklmnopqrstuvwxyz',
	'01234567890',
	'1qaz2wsx3edc4rfv5tgb',
	'qazwsxedcrfvtgb',
	'1q2w3e4r5t6y7u8i9o0p'
];
const LEET: Readonly<Record<string, string>> = {
	'0': 'o',
	'1': 'i',
	'3': 'e',
	'4': 'a',
	'5': 's',
	'7': 't',
	'@': 'a',
	$: 's',
	'!': 'i'
};

/** Without accents, as it sounds: 'Lösenord' is 'losenord'. */
const plainOf = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Figures and signs around a word say nothing: 'Sommar2026!' is 'sommar'. */
const coreOf = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

const unleet = (text: string) => Array.from(text, (sign) => LEET[sign] ?? sign).join('');

/** One thing again and again: 'aaaaaaaa', 'abcabcabc', '12121212'. */
const isRepeated = (text: string) => /^(.{1,4})\1+.{0,3}$/su.test(text);

/** Two thirds of it are steps along a row of the keyboard, the alphabet or the figures. */
function isRun(text: string): boolean {
	let steps = 0;
	for (let i = 1; i < text.length; i += 1) {
		const [pair, back] = [text.slice(i - 1, i + 1), text.charAt(i) + text.charAt(i - 1)];
		if (pair.charAt(0) === pair.charAt(1) || RUNS.some((run) => run.includes(pair) || run.includes(back)))
			steps += 1;
	}
	return steps >= (text.length - 1) * 0.65;
}

const isCommonWord = (text: string) =>
	COMMON.has(text) || [...COMMON].some((word) => word.length > 2 && text === word + word);

/**
 * Why a password is not taken; null: it is. At most 255 characters have been let through before.
 * @param own texts that others know of its owner: name, e-mail address
 */
export function passwordFault(password: string, own: readonly string[] = []): PasswordFault | null {
	if (Array.from(password.normalize('NFKC')).length < PASSWORD_LEAST) return 'short';
	const plain = plainOf(password);
	const cores = [plain, coreOf(plain), coreOf(unleet(plain)), unleet(coreOf(plain)).replace(/[^a-z]/g, '')];
	const words = own.flatMap((text) => plainOf(text).split(/[^\p{L}\d]+/u)).filter((word) => word.length >= 4);
	const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain);
	if (rest !== plain && rest.replace(/[^\p{L}]/gu, '').length < 4) return 'own';
	if (isRepeated(plain) || cores.some((core) => core !== '' && isCommonWord(core))) return 'common';
	return isRun(plain) || /^[\d\W]{8,10}$/.test(plain) ? 'common' : null;
}

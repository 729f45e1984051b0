import type { FreshDatabase } from '../../database/fresh.ts';
import { HOUSEHOLD_MEDIA, type Household, type Someone } from '../../fixtures/household.ts';
import { Asking, type Basis, type Medium, type Resolution } from '../asking.ts';
import { Scene } from '../scene.ts';
import { NOTHING, plain, type Answer, type Client } from './client.ts';
import { aboutNothing, askAt, DOORS, type Door, type Question } from './doors.ts';
import { figuresIn, writeFigures } from './figures.ts';

/** What the doors said while one row of the matrix was asked. */
export interface Said {
	asked: number;
	/** Doors that stayed closed: with the bytes of what is not there, or telling whose home it is that it is switched off. */
	refused: number;
	alike: number;
	readonly opened: Set<string>;
	readonly closed: Set<string>;
	/** What a figure stood of in any answer: 'cold_water hour'. */
	readonly revealed: Set<string>;
}

/** Asks the portal's doors where Asking asks the database. */
export class HttpAsking extends Asking {
	readonly #client: Client;
	readonly #answers = new Map<string, Promise<Answer | null>>();
	readonly #known = new Map<string, Promise<boolean | null>>();
	readonly said: Said = {
		...{ asked: 0, refused: 0, alike: 0 },
		...{ opened: new Set(), closed: new Set(), revealed: new Set() }
	};

	constructor(db: FreshDatabase, client: Client) {
		super(db);
		this.#client = client;
	}

	override own(
		{ token }: Pick<Someone, 'token'>,
		{ homeId: home }: Household,
		resolution: Resolution,
		medium: Medium
	): Promise<boolean> {
		const basis = token.startsWith('hemvy_') ? { basis: 'token', id: null } : null;
		return this.#atAllDoors({ token, home, basis, resolution, medium });
	}

	override visit(
		{ token }: Someone,
		{ homeId: home }: Household,
		basis: Basis,
		resolution: Resolution,
		medium: Medium
	): Promise<boolean> {
		return this.#atAllDoors({ token, home, basis, resolution, medium });
	}

	/** @returns whether the doors of the right open: all of them, or none */
	async #atAllDoors(question: Question): Promise<boolean> {
		const right = question.basis?.basis ?? 'own';
		// Doors of another right are asked about the finest and the coarsest of one medium: none of them opens for any.
		const isAskedElsewhere = question.medium === HOUSEHOLD_MEDIA[0] && question.resolution !== 'day';
		const doors = DOORS.filter((door) => door.rights.includes(right) || (isAskedElsewhere && door.isSure));
		const answers = await Promise.all(
			doors.map(async (door) => ({ door, isOpen: await this.#atDoorOnce(door, question) }))
		);
		for (const { door, isOpen } of answers) {
			if (isOpen && !door.rights.includes(right)) throw new Error(`${door.name} opens by ${right}`);
		}
		const sure = answers.filter(
			({ door, isOpen }) => door.isSure && door.rights.includes(right) && isOpen !== null
		);
		const open = sure.filter(({ isOpen }) => isOpen);
		if (open.length > 0 && open.length < sure.length) {
			const words = sure.map(({ door, isOpen }) => `${door.name} ${isOpen ? 'open' : 'closed'}`);
			throw new Error(`The doors differ: ${words.join(', ')}`);
		}
		return open.length > 0;
	}

	/** Whoever asks by several rights meets the same door again and again. */
	#atDoorOnce(door: Door, question: Question): Promise<boolean | null> {
		const { token, home, medium, resolution } = question;
		const key = [token, door.name, door.path(question), home, medium, resolution].join(' ');
		const before = this.#known.get(key) ?? this.#atDoor(door, question);
		this.#known.set(key, before);
		return before;
	}

	/** @returns null: nothing of the kind is asked there */
	async #atDoor(door: Door, question: Question): Promise<boolean | null> {
		const answer = await (door.part ? this.#once(door, question) : askAt(this.#client, door, question));
		if (answer === null) return null;
		this.said.asked += 1;
		for (const { medium, resolution } of figuresIn(door.part?.(answer, question) ?? answer.body))
			this.said.revealed.add(`${medium} ${resolution}`);
		if (answer.headers['cache-control'] !== 'no-store')
			throw new Error(`${door.name} may be kept in a cache`);
		if (door.tells(answer, question)) {
			this.said.opened.add(door.name);
			return true;
		}
		// what no home is named for says nothing of homes that are not the asker's
		if (door.part === undefined) await this.#isRefused(door, question, answer);
		else if (answer.status === 200 && !(await this.#isTheirs(question)) && door.part(answer, question) !== '')
			throw new Error(`${door.name} holds something of another’s home`);
		this.said.closed.add(door.name);
		this.said.refused += 1;
		return false;
	}

	/** An answer about all homes of whoever asks is asked for once, and read for each question. */
	#once(door: Door, question: Question): Promise<Answer | null> {
		const key = `${door.name} ${question.token}`;
		const answer = this.#answers.get(key) ?? askAt(this.#client, door, question);
		this.#answers.set(key, answer);
		return answer;
	}

	/** A no is the answer to what is not there, to the byte; otherwise the asker knows of the home by right. */
	async #isRefused(door: Door, question: Question, answer: Answer): Promise<void> {
		const nothing = await askAt(this.#client, door, aboutNothing(question, NOTHING));
		const { home, basis } = question;
		if (nothing && same(answer, nothing, [NOTHING, home, basis?.id ?? ''])) {
			this.said.alike += 1;
			return;
		}
		const isTheirs = door.rights.includes('own')
			? await this.#isTheirs(question)
			: answer.status === 200 && door.rights.includes(basis?.basis ?? '');
		if (!isTheirs)
			throw new Error(
				`${door.name}: ${answer.status} is not the answer ${nothing?.status ?? 0} of what is not there`
			);
	}

	async #isTheirs({ token, home }: Question): Promise<boolean> {
		return (await this.#client.get(token, '/api/v1/homes')).body.includes(home);
	}
}

const same = (a: Answer, b: Answer, ids: readonly string[]): boolean => plain(a, ...ids) === plain(b, ...ids);

/** The scene of the matrix, asked at the portal's doors; its homes have figures that tell what an answer was made of. */
export class HttpScene extends Scene {
	readonly said: Said;

	constructor(db: FreshDatabase, client: Client) {
		const ask = new HttpAsking(db, client);
		super(db, ask);
		this.said = ask.said;
	}

	override async home(...plan: Parameters<Scene['home']>): ReturnType<Scene['home']> {
		const home = await super.home(...plan);
		await writeFigures(this.db, home);
		return home;
	}

	override async vacancy(): ReturnType<Scene['vacancy']> {
		const home = await super.vacancy();
		await writeFigures(this.db, home);
		return home;
	}
}
